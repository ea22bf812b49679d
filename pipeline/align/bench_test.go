package align

import (
	"context"
	"fmt"
	"testing"
)

func BenchmarkAlign(b *testing.B) {
	for _, n := range []int{100, 600, 1000, 10000} {
		src, tgt := twoTongues(n, 31, false)
		bytes := 0
		for k := range src {
			bytes += len(src[k]) + len(tgt[k])
		}
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.SetBytes(int64(bytes))
			b.ReportAllocs()
			for b.Loop() {
				if _, _, err := Align(context.Background(), src, tgt, Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
