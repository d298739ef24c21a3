-- What one subscription may spend of discord_permit: a quarter. They are rows for the same reason, and a
-- request that is made for a subscription takes one of each kind, the subscription's first. They are made
-- when the subscription first has Discord asked.
CREATE TABLE discord_subscription_permit (
  subscription_id bigint      NOT NULL REFERENCES subscription ON DELETE CASCADE,
  number          integer     NOT NULL,
  holder          uuid,
  spent_until     timestamptz NOT NULL DEFAULT '-infinity',
  PRIMARY KEY (subscription_id, number)
);

-- Digests of the tokens that were answered 401 a moment ago, by Discord itself or by what is between, and
-- until when nobody sends them again. refused_token keeps those that Berth by itself never sends again.
CREATE TABLE discord_refusal (
  digest        bytea       PRIMARY KEY CHECK (length(digest) = 32),
  by_discord    boolean     NOT NULL,
  refused_until timestamptz NOT NULL
);
CREATE INDEX discord_refusal_end ON discord_refusal (refused_until);
