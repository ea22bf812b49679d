package model

import "math"

// expSteps is into how many steps a power of two is cut, expBits its logarithm.
const (
	expBits  = 7
	expSteps = 1 << expBits
)

var powers = func() (t [expSteps]float64) {
	for k := range t {
		t[k] = math.Exp2(float64(k) / expSteps)
	}
	return t
}()

// expDown is the exponential of a number from negligible to 0, in half the time
// of math.Exp: the nearest power of two below from a table, and four terms of the
// series for the rest. It is right to 13 digits.
func expDown(x float64) float64 {
	y := x * (expSteps / math.Ln2)
	k := int(y) - 1
	r := (y - float64(k)) * (math.Ln2 / expSteps)
	return (1 + r*(1+r*(0.5+r*(1.0/6+r/24)))) * powers[k&(expSteps-1)] * math.Float64frombits(uint64(1023+k>>expBits)<<52)
}
