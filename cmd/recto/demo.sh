#!/bin/sh
# make demo: the main job on a sample that ships with the project. Comes to its
# end whatever the machine has: an API, Apertium, or neither.
set -u
cd "$(dirname "$0")/../.."
recto=bin/recto
sample=corpus/samples/harbour.fr.txt
out=out/demo

installed() { command -v apertium >/dev/null 2>&1 && apertium -l 2>/dev/null | grep -qx " *$1"; }

memory= # given to `recto run` only where no engine can be had
engine_note() {
  if [ -n "${OPENAI_BASE_URL:-}${OPENAI_API_KEY:-}" ]; then
    echo "engine: the API at ${OPENAI_BASE_URL:-OpenAI} (from your environment)"
    return
  fi
  if installed fr-es && { installed spa-eng || installed es-en; }; then
    return
  fi
  echo "Apertium, a free translation engine that runs on this machine, is missing."
  as=
  if [ "$(id -u)" != 0 ]; then
    if sudo -n true 2>/dev/null; then as="sudo -n"; else as=no; fi
  fi
  if [ "$as" = no ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "It cannot be installed from here; with Debian: apt-get install apertium-fr-es apertium-eng-spa"
    echo "Going on with the sample's own translation memory."
    memory="$out/memory.db"
    return
  fi
  echo "Installing Debian's packages apertium-fr-es and apertium-eng-spa …"
  if { $as apt-get install -y -qq --no-install-recommends apertium apertium-fr-es apertium-eng-spa ||
       { $as apt-get update -qq && $as apt-get install -y -qq --no-install-recommends apertium apertium-fr-es apertium-eng-spa; }; } >/dev/null 2>&1
  then echo "Installed."
  else
    echo "That did not work; going on with the sample's own translation memory."
    memory="$out/memory.db"
  fi
}

engine_note
rm -rf "$out" && mkdir -p "$out"

if [ -n "$memory" ]; then
  # Some of the sample's sentences, translated by a person.
  for lang in es en; do
    $recto tm import --quiet --memory "$memory" "corpus/samples/harbour.fr-$lang.tmx"
  done
fi

status=0
for lang in es en; do
  echo
  echo "── $sample → $lang"
  $recto run "$sample" --to "$lang" ${memory:+--memory "$memory"} -o "$out" || status=$?
  tsv="$out/$sample.$lang.tsv"
  if [ -f "$tsv" ]; then
    echo
    awk -F '\t' 'NR <= 5 { printf "  %s | %s\n", $1, ($2 == "" ? "(untranslated)" : $2) }' "$tsv"
    echo
    ls "$out/$sample.$lang".* | sed 's/^/  /'
  fi
done
echo
case $status in
  0) echo "Done. Open the .html in a browser." ;;
  3) echo "Done; some segments stay untranslated, for want of an engine. Open the .html in a browser." ;;
  *) echo "Something went wrong (exit $status); the lines above say what." ;;
esac
exit 0
