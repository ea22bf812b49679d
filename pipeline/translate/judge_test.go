package translate

import (
	"strings"
	"testing"
)

func TestAnchors(t *testing.T) {
	for _, c := range []struct {
		anchor, source string
		want           bool
	}{
		{"Le président", "Le président de la République parle.", true},
		{"le PRÉSIDENT", "Le  président\tde la République parle.", true},
		{"Le", "Le président parle.", true},
		{"Le président parle.", "Le président parle.", true},
		{"Le président…", "Le président parle.", true},
		{"L'école", "L’école est finie.", true},
		{"« Oui", "« Oui », dit-il.", true},
		{"\"Oui", "« Oui », dit-il.", true},
		{"Oui", "« Oui », dit-il.", false},
		{"Le prési", "Le président parle.", false},
		{"Le ministre", "Le président parle.", false},
		{"", "Le président parle.", false},
		{" ", "Le président parle.", false},
		{"...", "Le président parle.", false},
		{"— 12", "— 12 —", true},
		{"—", "— Bonjour", true},
		{"会议", "会议通过了决议。", true},
		{"Le président parle. Encore", "Le président parle.", false},
		{"cafe\u0301 noir", "Café noir et thé", true},
		{"12", "123 personnes", false},
	} {
		if got := anchorFits(c.anchor, c.source); got != c.want {
			t.Errorf("%q in %q: %v", c.anchor, c.source, got)
		}
	}
}

func TestNumbers(t *testing.T) {
	for _, c := range []struct {
		source, text string
		want         bool
	}{
		{"1 234,50 euros", "1,234.50 euros", true},
		{"1 234 567 habitants", "1.234.567 habitantes", true},
		{"En 2015", "En 2016", false},
		{"le 12 150 personnes", "on the 12th 150 people", true},
		{"du 14 au 29 mars 2025", "from 14 to 29 March 2025", true},
		{"du 14 au 29 mars 2025", "from 14 March 2025", false},
		{"3 chats", "tres gatos", true},
		{"trois chats", "3 gatos", true},
		{"au XIXe siècle", "in the 19th century", true},
		{"le 01/02/2023", "1.2.2023", true},
		{"29 september 1918", "29 9.1918", true},
		{"٢٠٢٣", "2023", true},
		{"100 %", "100%", true},
		{"rien", "77 cosas", false},
		{"", "", true},
	} {
		if got := sameNumbers(c.source, c.text); got != c.want {
			t.Errorf("%q and %q: %v", c.source, c.text, got)
		}
	}
}

func TestReasons(t *testing.T) {
	p := judgeFor("fr", "es")
	long := "La commission a examiné le rapport sur la pêche et a décidé de le publier."
	for _, c := range []struct{ source, text, want string }{
		{long, "La comisión ha examinado el informe sobre la pesca y ha decidido publicarlo.", ""},
		{long, "", Empty},
		{long, long, Echo},
		{long, strings.ToUpper(long), Echo},
		{long, strings.Repeat("La comisión ha examinado el informe. ", 20), Length},
		{long, "Sí.", Length},
		{long, "La comisión ha examinado\nel informe sobre la pesca.", Garbled},
		{long, "La comisi\ufffdn ha examinado el informe sobre la pesca.", Garbled},
		{long, "La comisión\x00 ha examinado el informe sobre la pesca.", Garbled},
		{long, "<think>Let me see.</think> La comisión ha examinado el informe sobre la pesca.", Reasoning},
		{long, "Okay, let's translate this sentence about fishing into Spanish now.", Reasoning},
		{long, "Here is the translation: La comisión ha examinado el informe sobre la pesca.", Preamble},
		{long, "Aquí está la traducción: La comisión ha examinado el informe sobre la pesca.", Preamble},
		{long, "Übersetzung: La comisión ha examinado el informe sobre la pesca y lo publica.", Preamble},
		{long, "I'm sorry, but I can't assist with that request about the report.", Refusal},
		{long, "Lo siento, pero no puedo ayudar con esa solicitud sobre el informe.", Refusal},
		{long, "As an AI language model, I cannot translate the report about fishing.", Refusal},
		{long, "很抱歉，我无法翻译这段文字，因为它涉及敏感内容，请提供其他文本。", Refusal},
		{"Voyez {0} et <b>%s</b>.", "Vea {0} y <b>%s</b>.", ""},
		{"Voyez {0} et <b>%s</b>.", "Vea {1} y <b>%s</b>.", Placeholder},
		{"Voyez {0} et <b>%s</b>.", "Vea {0} y %s.", Placeholder},
		{"Il paie 50 %d'impôts de plus.", "Paga el 50 % de impuestos más.", ""},
		{"Écrivez à a@example.org.", "Escriba a a@example.org.", ""},
		{"Écrivez à a@example.org.", "Escriba a b@example.org.", Addresses},
		{"Voyez https://example.org/x, merci.", "Vea https://example.org/x, gracias.", ""},
		{"Voyez https://example.org/x, merci.", "Vea https://ejemplo.org/x, gracias.", Addresses},
		{"En 2015, 12 pays ont signé.", "En 2016, doce países firmaron.", Numbers},
		// What the source says itself is no chatter.
		{"Je suis désolé, mais je ne viens pas.", "Lo siento, pero no vengo.", ""},
		{"Traduction : Jean Petit", "Traducción: Jean Petit", ""},
		{"La balise </think> ferme la pensée.", "La etiqueta </think> cierra el pensamiento.", ""},
		{"En tant qu'IA, je réponds.", "Como IA, respondo.", ""},
	} {
		if got := p.judgeOne(c.source, c.text); got != c.want {
			t.Errorf("%q for %q: %q, want %q", c.text, c.source, got, c.want)
		}
	}
}

func TestScripts(t *testing.T) {
	for _, c := range []struct {
		to, source, text string
		want             bool
	}{
		{"bg", "Bonjour à tous", "Здравейте на всички", true},
		{"bg", "Bonjour à tous", "Zdraveyte na vsichki", false},
		{"el", "Bonjour", "Καλημέρα", true},
		{"zh", "Bonjour à tous", "大家好", true},
		{"ja", "Bonjour à tous", "皆さん、こんにちは", true},
		{"fr", "Hello", "Здравейте", false},
		{"bg", "Microsoft Windows", "Microsoft Windows", true},
		{"sr", "Hello", "Dobar dan", true},
		{"sr", "Hello", "Добар дан", true},
		{"xx", "Hello", "Здравейте", true},
	} {
		if got := rightScript(c.to, c.source, c.text); got != c.want {
			t.Errorf("%s %q: %v", c.to, c.text, got)
		}
	}
}

func TestNothingToTranslate(t *testing.T) {
	for text, want := range map[string]bool{"12": false, "— 3 —": false, "https://example.org/a": false, "{0} %s": false, "": false, "…": false, "Oui": true, "см.": true, "会": true, "a@example.org": false, "Voir www.example.org": true} {
		if got := translatable(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func TestCollectSortsByNumber(t *testing.T) {
	b := Batch{Segments: []string{"Un chat.", "Deux chiens.", "Trois loups.", "Quatre ours.", "Cinq rats."}}
	v := collect(b, &Answers{Finish: "stop", Replies: []Reply{
		{3, "Trois", "Tres lobos."}, {1, "Un", "Un gato."}, {2, "Trois", "Dos perros."}, {3, "Trois", "Tres lobos."}, {9, "Neuf", "Nueve."}, {0, "", ""}, {5, "Cinq", " Cinco ratas. "},
	}}, false)
	want := []Verdict{{Text: "Un gato."}, {Text: "Dos perros.", Reason: WrongAnchor}, {Text: "Tres lobos.", Reason: Doubled}, {Reason: Missing}, {Text: "Cinco ratas."}}
	for k := range want {
		if v[k] != want[k] {
			t.Errorf("%d: %+v, want %+v", k+1, v[k], want[k])
		}
	}
	v = collect(b, &Answers{Finish: "length", Replies: []Reply{{1, "Un", "Un gato."}}}, false)
	if v[0].Reason != Cut || v[1].Reason != Missing {
		t.Errorf("cut: %+v", v)
	}
}

func TestMergedAnswersAreFound(t *testing.T) {
	b := Batch{Segments: []string{"Le chat dort sur la table de la cuisine.", "Le chien court dans le jardin du voisin.", "Les enfants jouent au ballon dans la rue."}}
	v := []Verdict{{Text: "El gato duerme en la mesa de la cocina."}, {Text: "El perro corre por el jardín del vecino. Los niños juegan a la pelota en la calle."}, {Reason: Missing}}
	judgeTogether(b, v)
	if v[0].Reason != "" || v[1].Reason != Merged {
		t.Errorf("verdicts %+v", v)
	}
}
