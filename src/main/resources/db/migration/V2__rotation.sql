-- The accounts of a subscription that may be drawn are numbered without a gap, 0 to
-- rotation_size - 1. So one of them is drawn by a number alone, at a cost that does not grow with how
-- many there are, and a grant sees size and numbers as they were at one instant. Whoever joins or
-- leaves holds the lock of the subscription's row.
ALTER TABLE subscription ADD rotation_size integer NOT NULL DEFAULT 0 CHECK (rotation_size >= 0);
ALTER TABLE account ADD place integer CHECK (place >= 0);

UPDATE account
   SET place = numbered.place
  FROM (SELECT subscription_id, channel,
               row_number() OVER (PARTITION BY subscription_id ORDER BY channel) - 1 AS place
          FROM account) AS numbered
 WHERE account.subscription_id = numbered.subscription_id AND account.channel = numbered.channel;
UPDATE subscription
   SET rotation_size = (SELECT count(*) FROM account WHERE subscription_id = subscription.id);

CREATE UNIQUE INDEX account_place ON account (subscription_id, place);

-- Leases change far more often than anything else. With no index on what they change, and room left in
-- the pages, PostgreSQL writes the new version of a slot beside the old one and touches no index.
DROP INDEX slot_open;
CREATE INDEX slot_open ON slot (subscription_id) WHERE state = 'OPEN';
ALTER TABLE slot SET (fillfactor = 50);
