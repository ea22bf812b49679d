package blockend

var Tune = map[string]*float64{"wShown": &wShown, "wHole": &wHole, "wEmpty": &wEmpty, "wNoHole": &wNoHole, "wLineEdge": &wLineEdge, "wRoom": &wRoom, "wOver": &wOver, "wCut": &wCut, "wGoesOn": &wGoesOn, "wSame": &wSame, "wPara": &wPara, "wPhrase": &wPhrase, "wLong": &wLong, "chance": &chance, "proper": &proper}
