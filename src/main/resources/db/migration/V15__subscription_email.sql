-- An address, for people.
ALTER TABLE subscription ADD email text NOT NULL DEFAULT '';
