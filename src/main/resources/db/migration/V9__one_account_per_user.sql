-- Which channel each Discord user is configured under, or was last: one user must never count twice. The row
-- is what everybody locks first who configures the user, with whatever token, key and channel; and it stays
-- when the account is deleted, because the jobs that still run on that channel run on this user. It refers
-- to no other table, for that would lock the other. Accounts are looked up by their users, too: those of
-- older pods have no row here, and neither has the second account of a user who was configured twice before.
CREATE TABLE discord_user (
  discord_user_id text PRIMARY KEY,
  channel         text NOT NULL
);
INSERT INTO discord_user (discord_user_id, channel)
SELECT discord_user_id, min(channel) FROM account GROUP BY discord_user_id;

-- Which of them is to go is for their owner to say: until then neither can be configured anew.
DO $$
DECLARE
  twice record;
BEGIN
  FOR twice IN
    SELECT string_agg(channel, ', ' ORDER BY channel) AS channels
      FROM account
     GROUP BY discord_user_id
    HAVING count(*) > 1
  LOOP
    RAISE WARNING 'Channels % belong to one Discord user, who may run more jobs than one account may: delete all but one of the accounts',
      twice.channels;
  END LOOP;
END
$$;

-- Why a rejected account was, and why a moderated one is to be asked about when its moderation ends; until
-- when the moderation lasts. Without checks on the status: an older pod would fall foul of them when it
-- brings back an account and leaves these as they are.
ALTER TABLE account
  ADD rejection       text,
  ADD moderated_until timestamptz;

-- small table: one row for each account
CREATE INDEX account_user ON account (discord_user_id);
-- Those that come back by themselves; see HealthSql.
-- small table: one row for each account
CREATE INDEX account_comes_back ON account (subscription_id)
  WHERE status IN ('COOLING', 'MODERATED') AND due_at IS NOT NULL AND NOT paused;
