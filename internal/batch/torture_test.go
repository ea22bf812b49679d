//go:build torture

package batch

import "testing"

func TestTortureSteps(t *testing.T) { killAtSteps(t, 15, []int{1, 2, 5, 11, 29}) }

func TestTortureRandom(t *testing.T) { killAtRandom(t, 30, 200, 11) }
