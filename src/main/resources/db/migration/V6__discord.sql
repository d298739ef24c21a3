-- How many invalid requests may be made of Discord: it bans an address from which too many come in ten
-- minutes, whatever pods are behind it. A permit is taken for each request, for longer than Discord counts,
-- and given back when the answer is a good one. They are rows, like slots, so that no two pods spend the
-- same one, and a pod that dies has spent what it took.
CREATE TABLE discord_permit (
  number      integer     PRIMARY KEY,
  holder      uuid,
  spent_until timestamptz NOT NULL DEFAULT '-infinity'
);
-- No setting allows more: half of what Discord bans for.
INSERT INTO discord_permit (number) SELECT generate_series(1, 5000);

-- Until when no pod asks Discord anything, and why: told so by Discord, for all its users, or by the
-- proxy in front of it.
CREATE TABLE discord_pause (
  reason       text        PRIMARY KEY CHECK (reason IN ('GLOBAL', 'CLOUDFLARE')),
  paused_until timestamptz NOT NULL
);

-- Digests of the tokens that Discord has refused. Nobody but their owners sends them again.
CREATE TABLE refused_token (
  digest     bytea       PRIMARY KEY CHECK (length(digest) = 32),
  refused_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX refused_token_age ON refused_token (refused_at);
