package lm
import ("testing";"os";"fmt";"math")
func TestPP(t *testing.T) {
 if os.Getenv("EXP")=="" { t.Skip() }
 m, _ := Open("fr")
 s := NewSession(m)
 txt := "Le président de la République a déclaré que la situation économique du pays était meilleure que prévu, mais que des efforts restent nécessaires."
 tk := Tokens(nil, txt)
 var ids []int32
 for i := range tk { ids = append(ids, s.Number(&tk[i])) }
 for i := 2; i < len(ids); i++ {
  a,b,c := ids[i-2],ids[i-1],ids[i]
  ta,tb,tc := s.tokens[a],s.tokens[b],s.tokens[c]
  ab,bc := s.pair(a,b),s.pair(b,c)
  w3 := m.word.triple(ta.id,tb.id,tc.id); 
  f,g := interpolate(w3, ab.word, bc.word, ta.word,tb.word,tc.word,ta.pWord,tc.pWord)
  h,k := interpolate(m.class.triple(ta.class,tb.class,tc.class), ab.class, bc.class, ta.group,tb.group,tc.group,ta.pGroup,tc.pGroup)
  fmt.Printf("%-30s c3=%v bc=%v c=%v p1 %.2f  fw %.2f bw %.2f  class f %.2f b %.2f  cls bc=%v c=%v\n", txt[tk[i-2].From:tk[i].To], w3, bc.word, tc.word, math.Log(tc.pWord), f, g, h, k, bc.class, tc.group)
 }
}
