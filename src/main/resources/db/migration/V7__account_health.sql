-- How it stands with an account; HealthColumns reads and writes it. Under a pause status keeps what is
-- under it. What an older pod leaves out has a default; but it does not know of accounts that are out of
-- play, so nobody should take any out until all pods are new.
ALTER TABLE account
  ADD paused        boolean     NOT NULL DEFAULT false,
  ADD cooling_until timestamptz,
  ADD failures      integer     NOT NULL DEFAULT 0 CHECK (failures >= 0),
  ADD moderation    text,
  -- when something is to be done about the account; put off by whoever is about to do it
  ADD due_at        timestamptz,
  -- since when the token is the present one; -infinity when the channel never had another
  ADD token_since   timestamptz NOT NULL DEFAULT now(),
  ADD CHECK (status <> 'PAUSED'),
  ADD CHECK ((status = 'COOLING') = (cooling_until IS NOT NULL)),
  ADD CHECK (moderation IS NULL OR status = 'MODERATED');

-- Of a paused account only the end of cooling is looked for.
CREATE INDEX account_due ON account (status, due_at)
  WHERE due_at IS NOT NULL AND (status = 'COOLING' OR NOT paused);
-- Those that have no time yet, where active accounts are checked from time to time.
CREATE INDEX account_unscheduled ON account (subscription_id)
  WHERE due_at IS NULL AND status = 'ACTIVE' AND NOT paused;
