package jsonl

import (
	"bytes"
	"encoding/json"
	"io"
)

// A field that this version does not know is kept as the difference between
// the line as it was read and the same line as it would be written: a tree of
// the unknown fields alone. Writing merges the tree into the line again.

// unknown gives what raw says and known does not, as JSON; "" if nothing.
func unknown(raw, known []byte) (string, error) {
	r, err := decode(raw)
	if err != nil {
		return "", err
	}
	k, err := decode(known)
	if err != nil {
		return "", err
	}
	d := difference(r, k)
	if d == nil {
		return "", nil
	}
	return encode(d)
}

func difference(raw, known any) any {
	switch r := raw.(type) {
	case map[string]any:
		k, ok := known.(map[string]any)
		if !ok {
			return nil
		}
		out := map[string]any{}
		for name, v := range r {
			if kv, ok := k[name]; !ok {
				out[name] = v
			} else if d := difference(v, kv); d != nil {
				out[name] = d
			}
		}
		if len(out) > 0 {
			return out
		}
	case []any:
		k, ok := known.([]any)
		if !ok || len(k) != len(r) {
			return nil
		}
		out := make([]any, len(r))
		some := false
		for i := range r {
			out[i] = difference(r[i], k[i])
			some = some || out[i] != nil
		}
		if some {
			return out
		}
	}
	return nil
}

// mergeJSON adds to a line the fields of more that it does not have.
func mergeJSON(line, more []byte) ([]byte, error) {
	l, err := decode(line)
	if err != nil {
		return nil, err
	}
	m, err := decode(more)
	if err != nil {
		return nil, err
	}
	s, err := encode(merge(l, m))
	return append([]byte(s), '\n'), err
}

func merge(line, more any) any {
	switch m := more.(type) {
	case map[string]any:
		l, ok := line.(map[string]any)
		if !ok {
			return line
		}
		for name, v := range m {
			if lv, ok := l[name]; ok {
				l[name] = merge(lv, v)
			} else {
				l[name] = v
			}
		}
	case []any:
		// A list that has changed since is another list.
		if l, ok := line.([]any); ok && len(l) == len(m) {
			for i := range l {
				l[i] = merge(l[i], m[i])
			}
		}
	}
	return line
}

func decode(data []byte) (any, error) {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return nil, err
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, errTrailing
	}
	return v, nil
}

func encode(v any) (string, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return string(bytes.TrimSuffix(b.Bytes(), []byte("\n"))), err
}
