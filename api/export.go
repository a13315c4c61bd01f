package api

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humaecho"

	"ajar/lessons"
)

// A lesson's document is read at its own address with ".md" behind it. The router
// knows no such ending: it is asked for markdownPath instead.
const (
	documentPath = "/lessons/{id}.md"
	markdownPath = "/lessons/{id}/markdown"
	exportPath   = "/lessons/export"
)

// routed is the address that the router knows a request by.
func routed(path string) string {
	lesson, isDocument := strings.CutSuffix(path, ".md")
	id, isLesson := strings.CutPrefix(lesson, prefix+"/lessons/")
	if !isDocument || !isLesson || strings.Contains(id, "/") {
		return path
	}
	return prefix + strings.Replace(markdownPath, "{id}", id, 1)
}

// describeExports says in the document what is no JSON.
func (a *API) describeExports() {
	paths := a.huma.OpenAPI().Paths
	paths[prefix+documentPath] = paths[prefix+markdownPath]
	delete(paths, prefix+markdownPath)
	for path, as := range map[string]struct{ media, what string }{
		documentPath: {"text/markdown", "The lesson as a document (CommonMark), in its own language"},
		exportPath:   {"application/zip", "A zip: a folder for each month, in it a document for each lesson and an index"},
	} {
		text := &huma.Schema{Type: huma.TypeString}
		paths[prefix+path].Get.Responses["200"] = &huma.Response{Description: as.what, Content: map[string]*huma.MediaType{as.media: {Schema: text}}}
	}
}

// file is an answer that is saved under a name.
type file struct {
	ContentType string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	ETag        string `header:"ETag"`
	Body        []byte
}

func (a *API) readDocument(ctx context.Context, in *ByID) (*file, error) {
	id, err := known(in.ID, "lesson")
	if err != nil {
		return nil, err
	}
	told, version, err := a.Lessons.Tell(ctx, id)
	if err != nil {
		return nil, err
	}
	text := told.Markdown(a.origin(callerOf(ctx).request))
	return &file{"text/markdown; charset=utf-8", `attachment; filename="` + told.Key + `.md"`, etag(version), []byte(text)}, nil
}

// exportLessons streams the whole library. What goes wrong after the first byte can only
// break the answer off, so that nobody takes a part for all. A HEAD is answered without
// beginning one.
func (a *API) exportLessons(ctx context.Context, _ *nothing) (*huma.StreamResponse, error) {
	if ctx.Value(withoutBody{}) != nil {
		return &huma.StreamResponse{Body: func(hc huma.Context) { beginZip(hc) }}, nil
	}
	end, err := a.exports.begin(actorOf(ctx).PersonID)
	if err != nil {
		return nil, err
	}
	handedOver := false
	defer func() {
		if !handedOver {
			end()
		}
	}()
	first, err := a.Lessons.Library(ctx, lessons.Shelf{Limit: exportPage})
	if err != nil {
		return nil, err
	}
	origin, language := a.origin(callerOf(ctx).request), languageOf(ctx)
	handedOver = true
	return &huma.StreamResponse{Body: func(hc huma.Context) {
		defer end()
		w := beginZip(hc)
		if err := a.archive(hc.Context(), w, lessons.NewArchive(w, origin, language), first); err != nil {
			a.Log.WarnContext(hc.Context(), "an export broke off", "error", err, "request_id", requestIDOf(hc.Context()))
			panic(http.ErrAbortHandler)
		}
	}}, nil
}

func beginZip(hc huma.Context) http.ResponseWriter {
	w := humaecho.UnwrapV4(hc).Response()
	w.Header().Set("Content-Type", "application/zip")
	w.Header().Set("Content-Disposition", `attachment; filename="lessons.zip"`)
	w.WriteHeader(http.StatusOK)
	return w
}

// exportPage is how many lessons are read at once.
const exportPage = 25

// archive writes a page of the library after the other; each may take as long as a request.
// It ends when the caller goes or the program does, also while it waits for a caller who
// does not read.
func (a *API) archive(ctx context.Context, w http.ResponseWriter, to *lessons.Archive, found *lessons.Found) error {
	ctx = unhurried(ctx)
	defer context.AfterFunc(ctx, func() { _ = waitUntil(w, time.Now()) })()
	for {
		if err := a.archivePage(ctx, w, to, found); err != nil {
			return err
		}
		if found.Next == nil {
			return to.Close()
		}
		patient, cancel := context.WithTimeout(ctx, patience)
		next, err := a.Lessons.Library(patient, lessons.Shelf{Limit: exportPage, After: found.Next})
		cancel()
		if err != nil {
			return err
		}
		found = next
	}
}

func (a *API) archivePage(ctx context.Context, w http.ResponseWriter, to *lessons.Archive, found *lessons.Found) error {
	patient, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	told, err := a.Lessons.TellAll(patient, found.Items)
	if err != nil {
		return err
	}
	if err := waitUntil(w, time.Now().Add(3*patience)); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil { // it may have ended before it was told to wait on
		return err
	}
	for _, t := range told {
		if err := to.Add(t); err != nil {
			return err
		}
	}
	return nil
}

// waitUntil says how long the caller may take to read what is written from here on.
func waitUntil(w http.ResponseWriter, end time.Time) error {
	err := http.NewResponseController(w).SetWriteDeadline(end)
	if errors.Is(err, http.ErrNotSupported) {
		return nil
	}
	return err
}
