-- Each time that this database was restored from a backup: when the one before was gone for certain, and
-- until when every slot is held, since a lease that the backup does not know of may run as long.
CREATE TABLE restore (
  restored_at timestamptz PRIMARY KEY,
  held_until  timestamptz NOT NULL
);
-- For slots that are added meanwhile, too: the account may have run jobs before that were forgotten.
CREATE FUNCTION held_after_restore() RETURNS timestamptz LANGUAGE sql STABLE
RETURN (SELECT coalesce(max(held_until), '-infinity') FROM restore);
ALTER TABLE slot ALTER leased_until SET DEFAULT held_after_restore();
COMMENT ON COLUMN slot.granted_at IS
  'null when it was never granted, or is held by nobody after a restore';
