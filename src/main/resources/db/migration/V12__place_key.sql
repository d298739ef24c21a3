-- Accounts are looked up by their channel or, for a grant, by their place. The indexes for both began with
-- the subscription, so either could be read for the other: all accounts of the subscription, for each that
-- is wanted. PostgreSQL does not know that to add nothing changes nothing: only this index serves those who
-- ask for the place and subscription_id + 0, who can't use that of the primary key; and whoever asks for
-- subscription_id and the channel can't use this one. Older pods find few accounts by the place alone.
--
-- A migration of its own: one that locks two tables may meet a grant that has locked one of them. And it
-- drops first, which takes the strongest lock: one that takes a weaker lock before may meet a transaction
-- that waits for it and has what the stronger needs.
-- contract: nothing since V11 needs it, account_drawn serves the same
DROP INDEX account_place;
-- small table: one row for each account
-- contract: nothing since V2 gives two accounts of a subscription the same place
CREATE UNIQUE INDEX account_drawn ON account (place, (subscription_id + 0));
