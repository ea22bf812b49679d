#!/bin/sh
# Prints pages by headless Chromium, which paints positioned phrases behind the rest of the
# page, reads the PDF in content order by four readers, and measures what comes back. Needs
# Go, chromium, poppler-utils, mupdf-tools, Python with venv, Node with npm, fonts, and
# ../shared/data; it counts a model a language.
#
#	sh internal/bench/produced/chromium.sh [FOLDER]
set -eu
work=${1:-$(mktemp -d)}
here=internal/bench/produced
mkdir -p "$work/html" "$work/text"
[ -d "$work/py" ] || { python3 -m venv "$work/py" && "$work/py/bin/pip" install -q pypdf; }
[ -d "$work/node_modules" ] || npm install --silent --no-fund --no-audit --prefix "$work" pdf-parse@1
cat > "$work/read.py" << 'EOF'
import sys, pypdf
print("\f".join(p.extract_text() for p in pypdf.PdfReader(sys.argv[1]).pages))
EOF
cat > "$work/read.js" << 'EOF'
require("pdf-parse")(require("fs").readFileSync(process.argv[2])).then(d => console.log(d.text.trim()))
EOF
go run ./$here -write "$work/html"
print() {
	chromium --headless --no-sandbox --disable-gpu --no-pdf-header-footer --print-to-pdf="$2" "file://$1" > "$work/log" 2>&1
}
pairs=
for html in "$work"/html/*.html; do
	name=$(basename "$html" .html)
	case $name in *.moved) continue ;; esac
	n=$work/text/$name
	moved=$work/html/$name.moved.html
	sed 's#</style>#b, a { position: relative }</style>#' "$html" > "$moved"
	print "$html" "$n.right.pdf"
	print "$moved" "$n.pdf"
	pdftotext -raw "$n.right.pdf" "$n.right.txt"
	mutool draw -q -F txt -o "$n.mutool.txt" "$n.pdf" 2> /dev/null
	pdftotext -raw "$n.pdf" "$n.raw.txt"
	"$work/py/bin/python" "$work/read.py" "$n.pdf" > "$n.pypdf.txt"
	(cd "$work" && node read.js "$n.pdf") > "$n.pdfparse.txt"
	for r in mutool raw pypdf pdfparse; do pairs="$pairs $n.$r.txt $n.right.txt"; done
done
# shellcheck disable=SC2086 # names without spaces
go run ./$here -held ntrex $pairs
