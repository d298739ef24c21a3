-- Which keys encrypt stored tokens, and which tokens another key than the first encrypts. Without the channel,
-- or PostgreSQL might look accounts up by this index.
-- small table: one row for each account
CREATE INDEX account_token_key ON account (token_key_id);
