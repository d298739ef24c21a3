-- How full the pool is, for the metrics of all pods. Counting reads every slot, so only one pod counts at a
-- time, at most every 15 seconds, and the others read the one row of this table.
CREATE TABLE pool_figures (
  singleton  boolean     PRIMARY KEY DEFAULT true CHECK (singleton),
  counted_at timestamptz NOT NULL DEFAULT '-infinity',
  active     bigint      NOT NULL DEFAULT 0,
  paused     bigint      NOT NULL DEFAULT 0,
  cooling    bigint      NOT NULL DEFAULT 0,
  rejected   bigint      NOT NULL DEFAULT 0,
  moderated  bigint      NOT NULL DEFAULT 0,
  slots      bigint      NOT NULL DEFAULT 0,
  held       bigint      NOT NULL DEFAULT 0,
  overgrants bigint      NOT NULL DEFAULT 0
);
INSERT INTO pool_figures DEFAULT VALUES;
