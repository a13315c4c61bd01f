package lessons

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"
	"time"

	"ajar/internal/markdown"
)

// Archive writes lessons into a zip as they come: a folder for each month, in it a
// file for each lesson, named by its experiment, and an index; and an index of all.
// It holds no more than the index of one month, and the same lessons make the same
// bytes: no entry tells when it was written.
type Archive struct {
	zip              *zip.Writer
	origin, language string // the registry's address; the language of the indexes
	month            string // the one that is being written
	lines            bytes.Buffer
	count            int
	all              bytes.Buffer
}

// NewArchive begins an archive.
func NewArchive(to io.Writer, origin, language string) *Archive {
	return &Archive{zip: zip.NewWriter(to), origin: origin, language: language}
}

// Add writes one lesson; those of a month follow each other, as the library has them.
func (a *Archive) Add(t Told) error {
	if t.Month != a.month {
		if err := a.endMonth(); err != nil {
			return err
		}
		a.month = t.Month
	}
	a.count++
	fmt.Fprintf(&a.lines, "- [%s](%s.md): %s\n", markdown.Inline(t.Title), t.Key, markdown.Inline(strings.Join(t.Origin, " · ")))
	return a.write(t.Month+"/"+t.Key+".md", []byte(t.Markdown(a.origin)))
}

// Close writes the last indexes and ends the zip.
func (a *Archive) Close() error {
	if err := a.endMonth(); err != nil {
		return err
	}
	heading := fmt.Sprintf("# %s\n\n", said["lessons"][a.language])
	if err := a.write("index.md", append([]byte(heading), a.all.Bytes()...)); err != nil {
		return err
	}
	return a.zip.Close()
}

func (a *Archive) endMonth() error {
	if a.count == 0 {
		return nil
	}
	month := monthIn(a.language, a.month)
	fmt.Fprintf(&a.all, "- [%s](%s/index.md): %d\n", month, a.month, a.count)
	index := append(fmt.Appendf(nil, "# %s\n\n", month), a.lines.Bytes()...)
	a.lines.Reset()
	a.count = 0
	return a.write(a.month+"/index.md", index)
}

// epoch is the time of every entry: the first that a zip can tell.
var epoch = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

func (a *Archive) write(name string, content []byte) error {
	file, err := a.zip.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: epoch})
	if err != nil {
		return err
	}
	_, err = file.Write(content)
	return err
}
