//go:build !torture

package translate_test

const kills = 10
