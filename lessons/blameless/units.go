package blameless

import "unicode/utf16"

// units is a text that can be cut at offsets in UTF-16 code units.
type units []uint16

func newUnits(s string) units { return utf16.Encode([]rune(s)) }

func (u units) cut(start, end int) string { return string(utf16.Decode(u[start:end])) }
