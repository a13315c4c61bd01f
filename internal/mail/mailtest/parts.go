package mailtest

import (
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/mail"
	"testing"
)

// Parts are the bodies of a mail by their media type, decoded.
func Parts(t testing.TB, m *mail.Message) map[string]string {
	t.Helper()
	_, with, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{}
	for reader := multipart.NewReader(m.Body, with["boundary"]); ; {
		part, err := reader.NextPart() // which decodes quoted-printable
		if errors.Is(err, io.EOF) {
			return parts
		}
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(part)
		if err != nil {
			t.Fatal(err)
		}
		media, _, err := mime.ParseMediaType(part.Header.Get("Content-Type"))
		if err != nil {
			t.Fatal(err)
		}
		parts[media] = string(text)
	}
}
