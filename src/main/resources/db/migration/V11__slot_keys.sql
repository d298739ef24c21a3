-- Since when the lease runs for as long as it does: it is renewed for as long again. A grant sets
-- granted_at and leaves this as it is, for the later of the two counts: so what older pods grant is right,
-- and only what they renew seems to run from before that.
ALTER TABLE slot ADD renewed_at timestamptz;

-- A table that was never analyzed, or not for long, looks the same to PostgreSQL whatever is in it, and
-- which of several indexes it reads is luck: one that holds only a part of the key that a statement asks by
-- makes it read all slots of a subscription for each that it wants. So every index on slots that can be
-- used has all of the key. Who asks by an account's key reads no more than its 15 slots by any of them.
--
-- With many accounts these two are made by hand before, CONCURRENTLY: see the README.
DO $$
BEGIN
  IF EXISTS (SELECT
               FROM pg_index
              WHERE NOT indisvalid
                AND indexrelid IN (to_regclass('slot_grantable'), to_regclass('slot_by_channel'))) THEN
    RAISE EXCEPTION 'Index slot_grantable or slot_by_channel was not made to its end: drop it, and make it again';
  END IF;
END
$$;
CREATE INDEX IF NOT EXISTS slot_grantable ON slot (subscription_id, channel, number)
  WHERE state = 'OPEN';
CREATE INDEX IF NOT EXISTS slot_by_channel ON slot (channel, subscription_id, number);

-- contract: nothing since V10 needs it, slot_grantable begins like it
DROP INDEX slot_open;
-- contract: nothing since V10 needs it, slot_by_channel begins like it
DROP INDEX slot_channel;
