-- Which keys encrypt stored tokens, and which tokens another key than the first encrypts. Without the channel,
-- or PostgreSQL might look accounts up by this index. With many accounts it is made by hand before, CONCURRENTLY:
-- see docs/operations/upgrades.md.
-- small table: one row for each account
CREATE INDEX IF NOT EXISTS account_token_key ON account (token_key_id);
