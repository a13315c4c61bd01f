// Package packed keeps files that programs write and only programs read small, in
// the repository and in the program: as gzip without name and date, so that the
// same content is the same file. `gunzip -c` shows one to a person.
package packed

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"io"
	"strings"
)

// Pack makes a file of content.
func Pack(content []byte) ([]byte, error) {
	var file bytes.Buffer
	w, err := gzip.NewWriterLevel(&file, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(content); err != nil {
		return nil, err
	}
	err = w.Close()
	return file.Bytes(), err
}

// MustUnpack is the content of a file that is part of the program: nothing can be
// wrong with it that a test does not find, so it panics.
func MustUnpack(file []byte) string {
	r, err := gzip.NewReader(bytes.NewReader(file))
	if err != nil {
		panic(err)
	}
	var content strings.Builder
	content.Grow(int(binary.LittleEndian.Uint32(file[len(file)-4:]))) // its size: RFC 1952, section 2.3.1
	if _, err := io.Copy(&content, r); err != nil {
		panic(err)
	}
	return content.String()
}
