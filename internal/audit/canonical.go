package audit

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"unicode/utf16"
)

// canonical writes a JSON document as RFC 8785 (JSON Canonicalization Scheme)
// says: no blanks, names in the order of their UTF-16, numbers as ECMAScript
// writes them. So it is the same text however a database keeps JSON. What I-JSON
// (RFC 7493) forbids is an error: a name that stands twice, a number beyond a double.
func canonical(document []byte) ([]byte, error) {
	in := json.NewDecoder(bytes.NewReader(document))
	in.UseNumber()
	out, err := appendValue(nil, in)
	if err != nil {
		return nil, err
	}
	if _, err := in.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("something follows the JSON document")
	}
	return out, nil
}

func appendValue(out []byte, in *json.Decoder) ([]byte, error) {
	token, err := in.Token()
	if err != nil {
		return nil, err
	}
	switch v := token.(type) {
	case nil:
		return append(out, "null"...), nil
	case bool:
		return strconv.AppendBool(out, v), nil
	case string:
		return appendText(out, v), nil
	case json.Number:
		return appendNumber(out, v)
	}
	if token == json.Delim('[') {
		return appendArray(out, in)
	}
	return appendObject(out, in)
}

func appendArray(out []byte, in *json.Decoder) (_ []byte, err error) {
	out = append(out, '[')
	for first := true; in.More(); first = false {
		if !first {
			out = append(out, ',')
		}
		if out, err = appendValue(out, in); err != nil {
			return nil, err
		}
	}
	_, err = in.Token() // its end
	return append(out, ']'), err
}

func appendObject(out []byte, in *json.Decoder) ([]byte, error) {
	values, names := map[string][]byte{}, []string{}
	for in.More() {
		token, err := in.Token()
		if err != nil {
			return nil, err
		}
		name := token.(string) // the decoder takes nothing else here
		if _, twice := values[name]; twice {
			return nil, fmt.Errorf("the name %q stands twice in one JSON object", name)
		}
		if values[name], err = appendValue(nil, in); err != nil {
			return nil, err
		}
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int {
		return slices.Compare(utf16.Encode([]rune(a)), utf16.Encode([]rune(b)))
	})
	out = append(out, '{')
	for i, name := range names {
		if i > 0 {
			out = append(out, ',')
		}
		out = append(appendText(out, name), ':')
		out = append(out, values[name]...)
	}
	_, err := in.Token() // its end
	return append(out, '}'), err
}

// appendNumber writes what ECMAScript's Number::toString writes, as encoding/json
// does but for the negative zero.
func appendNumber(out []byte, number json.Number) ([]byte, error) {
	f, err := number.Float64()
	if err != nil {
		return nil, err
	}
	if f == 0 {
		return append(out, '0'), nil
	}
	text, err := json.Marshal(f)
	return append(out, text...), err
}

var short = map[byte]string{'"': `\"`, '\\': `\\`, '\b': `\b`, '\f': `\f`, '\n': `\n`, '\r': `\r`, '\t': `\t`}

func appendText(out []byte, text string) []byte {
	out = append(out, '"')
	for i := range len(text) {
		c := text[i]
		if c >= ' ' && c != '"' && c != '\\' { // nearly all: a look into the map for each would cost a third of chaining
			out = append(out, c)
		} else if escaped, special := short[c]; special {
			out = append(out, escaped...)
		} else {
			out = fmt.Appendf(out, `\u%04x`, c)
		}
	}
	return append(out, '"')
}
