// Package tmx reads and writes Translation Memory eXchange files: what other
// tools take as memory. [Write] writes a bitext as TMX 1.4; [NewReader] reads
// 1.1 to 1.4, also as tools get them wrong, one unit at a time.
package tmx
