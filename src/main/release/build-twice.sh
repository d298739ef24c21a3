#!/bin/sh
# Builds the last commit twice, in two folders and two time zones, and compares the packages byte by byte:
#
#   src/main/release/build-twice.sh
#
# Of the jars in quarkus/ only the names of their files are compared. The content that Quarkus 3.34 generates depends
# on the order in which its parallel build steps end. Hibernate's enhancer writes the values of an annotation in the
# order in which the JVM happens to list its methods.
set -eu
cd "$(dirname "$0")/../../.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

build() { # folder, time zone
  git clone -q --no-hardlinks . "$work/$1"
  (cd "$work/$1" && TZ=$2 ./mvnw -B -q -ntp package -Dmaven.test.skip -Dspotless.check.skip)
}

digests() { # folder
  (
    cd "$work/$1/target"
    find quarkus-app kubernetes -type f ! -path "quarkus-app/quarkus/*.jar" | LC_ALL=C sort | xargs sha256sum
    for jar in quarkus-app/quarkus/*.jar; do
      unzip -Z1 "$jar" | LC_ALL=C sort
    done
  ) > "$work/$1.txt"
}

build first UTC
build second Asia/Kathmandu
digests first
digests second
diff "$work/first.txt" "$work/second.txt"
echo "$(grep -c '  ' "$work/first.txt") files are the same in both builds."
for jar in generated-bytecode transformed-bytecode; do
  cmp -s "$work/first/target/quarkus-app/quarkus/$jar.jar" "$work/second/target/quarkus-app/quarkus/$jar.jar" \
    || echo "quarkus/$jar.jar is not."
done
