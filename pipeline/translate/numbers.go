package translate

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// sameNumbers says whether two texts hold the same numbers, in any order. What
// languages write otherwise is the same: separators, leading zeros, and small
// numbers as words or in Roman letters.
func sameNumbers(source, text string) bool {
	for _, j := range []joining{spaces, points, nothing} {
		a, b := numbersOf(source, j), numbersOf(text, j)
		if slices.Equal(a, b) {
			return true
		}
		if excused(less(a, b), text) && excused(less(b, a), source) {
			return true
		}
	}
	return false
}

// joining says what digits may have between them and still be one number. No
// rule fits all: "am 3.12 150 Leute" has three. Two texts agree if they do in
// one of these ways.
type joining int

const (
	spaces  joining = iota // groups of three behind a space too
	points                 // separators without a space
	nothing                // each run of digits by itself: dates, times
)

// numbersOf gives the digits of each number, sorted: "1 234,50" is "123450".
func numbersOf(text string, j joining) []string {
	var out []string
	var digits []byte
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		d, ok := digit(r)
		if !ok {
			i += n
			continue
		}
		digits = append(digits[:0], '0'+d)
		first := 1 // digits before the first separator
		i += n
		for i < len(text) {
			r, n = utf8.DecodeRuneInString(text[i:])
			if d, ok = digit(r); ok {
				digits = append(digits, '0'+d)
				first++
				i += n
				continue
			}
			group := groupAfter(text[i+n:])
			inside := j != nothing && (r == '.' || r == ',' || r == '\'' || r == '’' || r == '٫' || r == '٬') && group > 0
			spaced := j == spaces && group == 3 && first <= 3 && (r == ' ' || r == '\u00a0' || r == '\u202f' || r == '\u2009')
			if !inside && !spaced {
				break
			}
			i += n
		}
		s := strings.TrimLeft(string(digits), "0")
		if s == "" {
			s = "0"
		}
		out = append(out, s)
	}
	slices.Sort(out)
	return out
}

// groupAfter counts the digits that text begins with, up to four.
func groupAfter(text string) int {
	n := 0
	for _, r := range text {
		if _, ok := digit(r); !ok || n == 4 {
			break
		}
		n++
	}
	return n
}

// digit gives the value of a decimal digit of any script.
func digit(r rune) (byte, bool) {
	if '0' <= r && r <= '9' {
		return byte(r - '0'), true
	}
	if r < 0x660 || !unicode.IsDigit(r) {
		return 0, false
	}
	// Decimal digits come in runs of ten that begin with zero.
	for d := byte(0); d < 10; d++ {
		if !unicode.IsDigit(r - rune(d) - 1) {
			return d, true
		}
	}
	return 0, false
}

// less gives what a has beyond b; both are sorted.
func less(a, b []string) []string {
	var out []string
	for len(a) > 0 {
		switch {
		case len(b) == 0 || a[0] < b[0]:
			out = append(out, a[0])
			a = a[1:]
		case a[0] == b[0]:
			a, b = a[1:], b[1:]
		default:
			b = b[1:]
		}
	}
	return out
}

// excused says whether numbers that one side lacks may stand there in words or
// Roman letters: those up to twelve may, others only in Roman letters.
func excused(numbers []string, other string) bool {
	if len(numbers) == 0 {
		return true
	}
	var roman []string
	for w := range strings.FieldsFuncSeq(other, notWord) {
		if v := romanNumber(w); v != "" {
			roman = append(roman, v)
		}
	}
	for _, n := range numbers {
		small := len(n) == 1 || n == "10" || n == "11" || n == "12"
		if !small && !slices.Contains(roman, n) {
			return false
		}
	}
	return true
}

// romanNumber gives the value of a Roman number in capitals, an ending of small
// letters aside ("XXe"), as decimal digits; "" if it is none.
func romanNumber(w string) string {
	value := map[byte]int{'I': 1, 'V': 5, 'X': 10, 'L': 50, 'C': 100, 'D': 500, 'M': 1000}
	sum, last, n := 0, 0, 0
	for n < len(w) && value[w[n]] > 0 {
		v := value[w[n]]
		if v > last && last > 0 {
			sum += v - 2*last
		} else {
			sum += v
		}
		last = v
		n++
	}
	if n == 0 || n > 15 || sum <= 0 || len(w)-n > 4 || strings.ContainsFunc(w[n:], unicode.IsUpper) {
		return ""
	}
	return strconv.Itoa(sum)
}
