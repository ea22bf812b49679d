package net

import (
	"bytes"
	"testing"
)

func TestPanelJudgesByTheMean(t *testing.T) {
	text, spaced := gendered(4_000)
	p, err := TrainPanel(text, spaced, []Settings{{Epochs: 1}, {Epochs: 1, Draw: 1, Width: 8, Hidden: 16}})
	if err != nil {
		t.Fatal(err)
	}
	again, err := ParsePanel(p.Bytes())
	if err != nil || len(again) != 2 || !bytes.Equal(again.Bytes(), p.Bytes()) {
		t.Fatalf("%d nets read again, %v", len(again), err)
	}
	s, first, second := NewSitting(again), NewSession(p[0]), NewSession(p[1])
	differ := 0
	for at := K; at+K < 300; at++ {
		var left, right [K]int32
		for k := range K {
			for _, side := range []struct {
				of *[K]int32
				t  Token
			}{{&left, text[at-1-k]}, {&right, text[at+k]}} {
				n := s.Number(side.t)
				if first.Number(side.t) != n || second.Number(side.t) != n {
					t.Fatal("a token has one number in a sitting and another in a session")
				}
				side.of[k] = n
			}
		}
		a, b := first.Score(left, right), second.Score(left, right)
		if got := s.Score(left, right); got != (a+b)/2 {
			t.Fatalf("%v, the nets say %v and %v", got, a, b)
		}
		if a != b {
			differ++
		}
	}
	if differ == 0 {
		t.Error("two nets that are one")
	}
	if NewSitting(nil).Score([K]int32{}, [K]int32{}) != 0 {
		t.Error("nobody says something")
	}
	if _, err := ParsePanel(p.Bytes()[:len(p.Bytes())-1]); err == nil {
		t.Error("a panel cut short is read")
	}
}
