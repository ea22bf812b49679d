// Command train lists the most frequent words of each language there are texts
// of, for a glance at what language a text is in. A word counts by the median
// over the sources: what only laws or only programs say does not get in. News
// and Wikipedia (ntrex, pud) are held back to measure on.
package main

import (
	"bufio"
	"cmp"
	"flag"
	"fmt"
	"log"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
)

// most is how many words a language gets.
const most = 80

// neighbours are languages that there are no texts of: their most frequent words.
const neighbours = `af	die van en in is het dit wat vir op nie hy te met sy aan was ek jy om as by tot kan ons hulle maar deur uit ook sal na moet word wees sê toe baie geen
be	і ў на што з не да як у для гэта па за ад яго але ён яны яна мы былі быў была гэтага якія які таксама ці калі пры каб ўсё яшчэ больш
eo	la de kaj en estas al ne mi ke li por kun el pri sed ili vi ĝi ni ŝi oni estis tiu kiu pli ĉi ankaŭ kiel aŭ
gl	de a o que e do da en os un unha no na as para por con non se dos máis ao é das como foi á pola polo seu súa pero nos nas ou tamén moi sobre entre cando eu ese esta este aos son ten ás
is	og að í á er sem til við um var en það með fyrir hann af ekki hún ég eru því hafa þar þess þá verið frá
lb	d an de den a vun ass en op fir mat net dat et eng sech hunn och ginn awer vum si beim zu um war
mk	на и во да се за од не со што е го ќе ја ги како но до тоа кои а беше по или бил само тој има сите ова треба бидат
nb	i og det er på til som en å for av at med de har ikke den han et om fra var seg vi men ble kan så eller etter også blir hun jeg skal mot når være ved hadde
nn	i og det er på til som ein å for av at med dei har ikkje den han eit om frå var seg vi men vart kan så eller etter også blir ho eg skal mot når vere ved hadde
oc	de la lo e a que los las del en per un una dins amb es al se son mai o sus pas com aquò era pel dels foguèt qu
sr	i je u da na se za su od sa će koji o ne kao to iz ili što bi nije ali sve samo biti bio ovo kako već
uk	і в на що з не до у та як за це є від для його про але він вони ми був була було які який також або при під щоб після ще вже тільки`

func main() {
	shared := flag.String("shared", "../shared", "folder of the data")
	out := flag.String("out", "pipeline/detect/words.txt", "the list")
	flag.Parse()
	if err := run(filepath.Join(*shared, "data"), *out); err != nil {
		log.Fatal(err)
	}
}

func run(data, out string) error {
	files, err := filepath.Glob(filepath.Join(data, "sentences", "*.txt"))
	if err != nil {
		return err
	}
	lines := strings.Split(neighbours, "\n")
	for _, f := range files {
		tag := strings.TrimSuffix(filepath.Base(f), ".txt")
		sources := map[string]counts{}
		if err := count(f, func(line string) { add(sources, "sentences", line) }); err != nil {
			return err
		}
		err := count(filepath.Join(data, "prose", tag+".tsv"), func(line string) {
			if source, text, ok := strings.Cut(line, "\t"); ok && source != "ntrex" && source != "pud" {
				add(sources, source, text)
			}
		})
		if err != nil && !os.IsNotExist(err) {
			return err
		}
		lines = append(lines, tag+"\t"+strings.Join(top(sources), " "))
	}
	slices.Sort(lines)
	return os.WriteFile(out, []byte(strings.Join(lines, "\n")+"\n"), 0o644)
}

func count(path string, each func(string)) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	s := bufio.NewScanner(f)
	s.Buffer(nil, 16<<20)
	for s.Scan() {
		each(s.Text())
	}
	if err := s.Err(); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

type counts struct {
	of  map[string]int
	all *int
}

func add(sources map[string]counts, source, text string) {
	c, ok := sources[source]
	if !ok {
		c = counts{map[string]int{}, new(int)}
		sources[source] = c
	}
	for w := range strings.FieldsFuncSeq(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }) {
		c.of[w]++
		*c.all++
	}
}

// top are the words of the greatest median share of a source's words.
func top(sources map[string]counts) []string {
	names := slices.DeleteFunc(slices.Sorted(maps.Keys(sources)), func(s string) bool { return *sources[s].all < 5000 })
	shares := map[string][]float64{}
	for _, s := range names {
		for w, n := range sources[s].of {
			shares[w] = append(shares[w], float64(n)/float64(*sources[s].all))
		}
	}
	median := map[string]float64{}
	for w, list := range shares {
		list = append(list, make([]float64, len(names)-len(list))...)
		slices.Sort(list)
		median[w] = list[len(list)/2]
	}
	words := slices.Collect(maps.Keys(median))
	slices.SortFunc(words, func(a, b string) int {
		return cmp.Or(cmp.Compare(median[b], median[a]), cmp.Compare(a, b))
	})
	return words[:min(most, len(words))]
}
