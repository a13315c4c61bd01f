package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/validation"
)

// Each message is a stable code, a colon, and a sentence that says the way out;
// fieldOf takes them apart.
func init() {
	huma.DefaultArrayNullable = false
	huma.ValidateStrictCasing = true
	for target, text := range map[*string]string{
		&validation.MsgUnexpectedProperty:             "unknown: There is no such field. Leave it out.",
		&validation.MsgExpectedRFC3339DateTime:        "date_time: Give a time such as 2026-11-22T10:00:00Z.",
		&validation.MsgExpectedRFC3339Date:            "date: Give a day such as 2026-11-22.",
		&validation.MsgExpectedRFC5322Email:           "email: Give an e-mail address such as ana@example.com.%.0v",
		&validation.MsgExpectedRFC4122UUID:            "uuid: Give an id such as 01890a5d-ac96-774b-bcce-b302099a8057.%.0v",
		&validation.MsgExpectedBoolean:                "boolean: Give true or false.",
		&validation.MsgExpectedNumber:                 "number: Give a number.",
		&validation.MsgExpectedInteger:                "integer: Give a whole number.",
		&validation.MsgExpectedString:                 "string: Give a text.",
		&validation.MsgExpectedArray:                  "array: Give a list.",
		&validation.MsgExpectedObject:                 "object: Give an object.",
		&validation.MsgExpectedArrayItemsUnique:       "unique: Name each thing once.",
		&validation.MsgExpectedOneOf:                  "choice: Give one of \"%s\".",
		&validation.MsgExpectedMinimumNumber:          "minimum: Give %.15g or more.",
		&validation.MsgExpectedExclusiveMinimumNumber: "minimum: Give more than %.15g.",
		&validation.MsgExpectedMaximumNumber:          "maximum: Give %.15g or less.",
		&validation.MsgExpectedMinLength:              "min_length: Give at least %d characters.",
		&validation.MsgExpectedMaxLength:              "max_length: Shorten it to %d characters.",
		&validation.MsgExpectedBePattern:              "pattern: Give %s.",
		&validation.MsgExpectedMatchPattern:           "pattern: Give what matches %s.",
		&validation.MsgExpectedMinItems:               "min_items: Give at least %d.",
		&validation.MsgExpectedMaxItems:               "max_items: Give at most %d.",
		&validation.MsgExpectedRequiredProperty:       "required %s",
	} {
		*target = text
	}
}

// strictFormats reads JSON only, and refuses the character NUL, which PostgreSQL
// cannot keep.
func strictFormats() map[string]huma.Format {
	strict := huma.Format{
		Marshal: func(w io.Writer, v any) error {
			e := json.NewEncoder(w)
			e.SetEscapeHTML(false)
			return e.Encode(v)
		},
		Unmarshal: unmarshal,
	}
	return map[string]huma.Format{"application/json": strict, "json": strict}
}

func unmarshal(data []byte, v any) error {
	if !utf8.Valid(data) { // RFC 8259, section 8.1; Go would put marks in the place of letters
		return errors.New("utf_8: Write the body in UTF-8")
	}
	err := json.Unmarshal(data, v)
	if _, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		err = json.Unmarshal(whole(data), v)
	}
	if err != nil {
		return fmt.Errorf("json: This is not JSON as asked for: %w", plain(err))
	}
	if bytes.Contains(data, []byte(`\u0000`)) && holdsNUL(v) {
		return errors.New("nul: Leave out the character NUL (\\u0000)")
	}
	if all, ok := v.(*any); ok && members(*all) < colons(data) {
		return errors.New("repeated: A field stands there twice. Give each once")
	}
	return nil
}

// members counts the members of all objects in a value, each name once. Where a document
// has more colons a name is repeated, and what has been checked would not be what is
// kept: the last of them is checked, but Go reads objects of one name into each other.
func members(v any) (n int) {
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			n += members(item)
		}
	case map[string]any:
		n = len(v)
		for _, item := range v {
			n += members(item)
		}
	}
	return n
}

// colons counts those of a JSON document that stand outside texts: one for each member.
func colons(data []byte) (n int) {
	inText := false
	for i := 0; i < len(data); i++ {
		switch {
		case data[i] == '"':
			inText = !inText
		case inText && data[i] == '\\':
			i++
		case !inText && data[i] == ':':
			n++
		}
	}
	return n
}

// whole writes 40.0 and 4e1 as 40: each is an integer in JSON Schema (2020-12, core,
// 4.2.3), and Go reads none of them as one. What is no JSON stays as it is.
func whole(data []byte) []byte {
	var v any
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	if err := d.Decode(&v); err != nil {
		return data
	}
	written, err := json.Marshal(wholeIn(v))
	if err != nil {
		return data
	}
	return written
}

func wholeIn(v any) any {
	switch v := v.(type) {
	case json.Number:
		if n, err := v.Float64(); err == nil && n == math.Trunc(n) && math.Abs(n) < 1<<53 {
			return int64(n)
		}
	case []any:
		for i, item := range v {
			v[i] = wholeIn(item)
		}
	case map[string]any:
		for key, item := range v {
			v[key] = wholeIn(item)
		}
	}
	return v
}

// plain keeps the place of a syntax error and drops Go's words around it.
func plain(err error) error {
	if s, ok := errors.AsType[*json.SyntaxError](err); ok {
		return fmt.Errorf("%s, at byte %d", strings.TrimPrefix(s.Error(), "json: "), s.Offset)
	}
	return errors.New("a value has the wrong type")
}

func holdsNUL(v any) bool {
	switch v := v.(type) {
	case *any:
		return holdsNUL(*v)
	case string:
		return strings.ContainsRune(v, 0)
	case []any:
		for _, item := range v {
			if holdsNUL(item) {
				return true
			}
		}
	case map[string]any:
		for key, item := range v {
			if strings.ContainsRune(key, 0) || holdsNUL(item) {
				return true
			}
		}
	}
	return false
}
