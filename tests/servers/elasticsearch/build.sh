#!/usr/bin/env bash
# Lays out an Elasticsearch node for the tests in the folder given: jars from Maven, our launcher.
# What it makes is whole or not there: the folder gets its name when all is in it.
set -euo pipefail
home=$1
here=$(cd "$(dirname "$0")" && pwd)
[ -e "$home" ] && exit 0

mkdir -p "$(dirname "$home")"
work=$(mktemp -d "$home.XXXXXX")
trap 'rm -rf "$work"' EXIT
goal=org.apache.maven.plugins:maven-dependency-plugin:copy-dependencies
mvn --quiet --batch-mode --file "$here/pom.xml" -Dhome="$work" "$goal@server" "$goal@netty" "$goal@nori"

version=$(basename "$work"/lib/elasticsearch-[0-9]*.jar .jar)
describe() { # FOLDER NAME CLASS
  cat >"$work/$1/plugin-descriptor.properties" <<END
name=$2
description=part of the test node
version=${version#elasticsearch-}
elasticsearch.version=${version#elasticsearch-}
java.version=17
classname=$3
END
}
describe modules/transport-netty4 transport-netty4 org.elasticsearch.transport.netty4.Netty4Plugin
describe plugins/korean korean KoreanAnalysisPlugin

javac -nowarn -cp "$work/lib/*:$work/plugins/korean/*" -d "$work/classes" "$here"/java/*.java
(cd "$work/classes" && jar cf "$work/lib/launcher.jar" NodeLauncher*.class && rm NodeLauncher*.class)
jar cf "$work/plugins/korean/korean.jar" -C "$work/classes" .
rm -r "$work/classes"
mkdir "$work/config"
mv -T "$work" "$home" || [ -e "$home" ] # another run may have been faster
