-- Accounts are looked up by their channel or, for a grant, by their place. The indexes for both began with
-- the subscription, so either could be read for the other: all accounts of the subscription, for each that
-- is wanted. PostgreSQL does not know that to add nothing changes nothing: only this index serves those who
-- ask for subscription_id + 0 and the place, and they can't use that of the primary key. The column itself
-- is in it for older pods, which ask by that, and so that the table can be distributed by it.
--
-- A migration of its own: one that locks two tables may meet a grant that has locked one of them.
-- small table: one row for each account
-- contract: nothing since V2 gives two accounts of a subscription the same place
CREATE UNIQUE INDEX account_drawn ON account (place, (subscription_id + 0), subscription_id);
-- contract: nothing since V12 needs it, account_drawn serves the same
DROP INDEX account_place;
