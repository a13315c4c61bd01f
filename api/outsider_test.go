package api_test

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/uuid"

	foldedtext "ajar/internal/text"
)

// Whatever of a concluded experiment an outsider reads, at every address that answers, by
// every filter and search and to the end of every list, tells nobody's name and no day.
// It walks the table of operations, so that a new one is walked too.
func TestAnOutsiderLearnsNoNameAndNoDay(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		s := h.hide(t)
		for _, g := range []guest{s.ivo, s.wilhelmina} {
			w := &walker{secret: s, as: g, promised: s.promised(t)}
			w.whole(t)
		}
	})
}

// walker reads all that one person may, and looks into every answer.
type walker struct {
	*secret
	as       guest
	read     int
	promised map[string]bool
	feed     string   // with its key
	entries  []string // of the history that they read
}

// whole walks all that the server answers to GET.
func (w *walker) whole(t *testing.T) {
	t.Helper()
	w.feed = w.as.post(t, "/feed-key", nil).want(201).text("address")
	w.entries = w.as.get(t, "/experiments/"+w.told+"/timeline").want(200).each("items", "id")
	for _, route := range w.api.Routes() {
		if route.Method != "GET" || strings.HasSuffix(route.Path, "/events") && strings.HasPrefix(route.Path, "/api") {
			continue // the stream of changes has no end, and tests of its own
		}
		op := w.operationOf("GET", strings.TrimPrefix(place.ReplaceAllString(route.Path, "x"), "/api/v1"))
		reached := op != nil && slices.Contains([]any{"team", "route", "admin"}, op.Extensions["x-who-may"])
		for _, address := range w.addresses(route.Path) {
			for _, query := range w.queries(route.Path) {
				reached = w.list(t, address, query) || reached
			}
		}
		if !reached {
			t.Errorf("%s reads nothing at %s: say in w.values what its places are", w.as.name, route.Path)
		}
	}
}

// list reads an address, and what follows it; it reports whether anything is there, or
// may be for others.
func (w *walker) list(t *testing.T, address, query string) bool {
	t.Helper()
	next := address + "?" + query
	for range 100 {
		r := w.as.send(t, w.as.request(t, "GET", next, nil, "Accept-Language", []string{"en", "es", "pl"}[w.read%3]))
		w.read++
		w.look(t, r)
		cursor := r.text("next_cursor")
		if next != address+"?"+query {
			r.want(200)
		}
		if r.status != 200 || cursor == "" {
			return r.status != 404 && r.status != 422
		}
		next = address + "?" + query + "&cursor=" + url.QueryEscape(cursor)
	}
	t.Fatalf("%s has no end", address)
	return false
}

var place = regexp.MustCompile(`:[a-z_]+`)

// addresses are where a route can be read, with everything that fits its places.
func (w *walker) addresses(path string) []string {
	at := place.FindStringIndex(path)
	if at == nil {
		return []string{path}
	}
	var all []string
	for _, value := range w.values(path[:at[0]], path[at[0]+1:at[1]]) {
		all = append(all, w.addresses(path[:at[0]]+value+path[at[1]:])...)
	}
	return all
}

// values are what stands at a place that comes after the beginning of a path: what is of
// that kind, or everything the town has, for a kind that is not here.
func (w *walker) values(before, name string) []string {
	kinds := map[string][]string{
		"experiments": {w.told, w.archived, "E-1"}, "revisions": {"1", "2", "3"}, "reviews": w.reviews, "comments": {w.comment},
		"lessons": {w.lesson}, "obstacles": {w.obstacle}, "templates": {w.template}, "teams": {w.desk}, "moments": {w.moment},
		"routes": {"safety", "lead"}, "follow-ups": {w.followUp}, "thanks": {w.thanks}, "versions": {"1"}, "editions": {"1", "2"}, "people": {w.pia.id},
		"timeline": w.entries,
	}
	steps := strings.Split(strings.Trim(before, "/"), "/")
	if known := kinds[steps[len(steps)-1]]; known != nil {
		return known
	}
	return slices.Sorted(func(yield func(string) bool) {
		for _, all := range kinds {
			for _, one := range all {
				if !yield(one) {
					return
				}
			}
		}
	})
}

// queries are the filters and searches of an operation, one at a time: every value of a
// choice, everything that has an id, and everybody's name.
func (w *walker) queries(path string) []string {
	all := []string{""}
	item := w.api.Document().Paths[place.ReplaceAllStringFunc(path, func(p string) string { return "{" + p[1:] + "}" })]
	if strings.HasPrefix(path, "/feeds/") {
		_, key, _ := strings.Cut(w.feed, "?")
		for _, narrowed := range w.queries("/api/v1/lessons") {
			all = append(all, key+"&"+narrowed)
		}
	}
	if item == nil {
		return all
	}
	for _, p := range item.Get.Parameters {
		if p.Name == "limit" {
			all = append(all, "limit=1")
		} else if p.In == "query" && p.Name != "cursor" {
			for _, value := range w.valuesOf(p.Schema) {
				all = append(all, p.Name+"="+url.QueryEscape(value))
			}
		}
	}
	return all
}

func (w *walker) valuesOf(schema *huma.Schema) []string {
	switch {
	case schema.Type == "array":
		return w.valuesOf(schema.Items)
	case len(schema.Enum) > 0:
		var all []string
		for _, value := range schema.Enum {
			all = append(all, fmt.Sprint(value))
		}
		return all
	case schema.Type == "boolean":
		return []string{"true"}
	case schema.Type == "integer":
		return []string{"1", "2"}
	case schema.Format == "date":
		return []string{"2027-03-09", "2027-03-22", "2027-04-12", "2027-04-20", "2027-05-20"}
	case schema.Format != "":
		return []string{w.told, w.desk, w.moment, w.template, w.obstacle}
	}
	return append(w.names(), "Lanternroom", w.desk, "kettle", "tea", "2027-04-12")
}

// names are what everybody who had a part is called: whole, by each word, and as text is
// compared, and their addresses.
func (w *walker) names() (all []string) {
	for _, name := range []string{"Zenobia Quillfeather", "Thaddeus Brambleworth", "Xanthippe Vogelsang", "Ottoline Marchbanks", "Peregrine Ashgrove", "Sibylla Crane",
		"Cornelius Fjordwick", "Wilhelmina Duskwater"} {
		if name != w.as.name {
			all = append(append(all, name), strings.Fields(name)...)
		}
	}
	return all
}

// springDay is one of spring, however they are written, but the first of a month at
// midnight and the last of one, which stand for the month: nothing happens on these.
var (
	springDay = regexp.MustCompile(`2027-0[3-5]-\d\d(T[\d:.]*Z)?|(?i:\b\d{1,2}(st|nd|rd|th)? (of )?(march|april|may|marzo|abril|mayo|marca|kwietnia|maja)\b|\b(march|april) \d{1,2}\b)|(^|[^.\d])180\d{7,}\b`)
	itsMonth  = regexp.MustCompile(`^2027-(0[3-5]-01(T00:00:00Z)?|03-31|04-30|05-31)$`)
)

// directory are the operations that tell who serves what, whatever was done.
var directory = []string{"/api/v1/teams", "/api/v1/routes", "/api/v1/session", "/api/v1/openapi"}

// unpacked is all that a zip tells: names, times and contents.
func unpacked(t *testing.T, raw []byte) (told string) {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range archive.File {
		content, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		words, err := io.ReadAll(content)
		if err != nil {
			t.Fatal(err)
		}
		told += f.Name + " " + f.Modified.UTC().Format(time.RFC3339) + "\n" + string(words)
	}
	return told
}

// look fails on whatever an answer must not tell.
func (w *walker) look(t *testing.T, r reply) {
	t.Helper()
	path := strings.TrimPrefix(r.asked, "GET ")
	told := strings.ReplaceAll(string(r.raw), r.text("request_id"), "")
	if r.header.Get("Content-Type") == "application/zip" {
		told = unpacked(t, r.raw)
	}
	for name, values := range r.header {
		if name != "Date" && name != "X-Request-Id" {
			told += "\n" + name + ": " + strings.Join(values, " ")
		}
	}
	if cursor := r.text("next_cursor"); cursor != "" {
		raw, _ := base64.RawURLEncoding.DecodeString(cursor)
		told += "\n" + string(raw)
	}
	if asked := path[strings.LastIndexAny(path, "?&")+1:]; asked != "" {
		told = strings.ReplaceAll(told, asked, "") // what says again what was asked
	}
	fail := func(what, word string) {
		if at := strings.Index(told, word); at >= 0 {
			told = told[max(0, at-80):min(len(told), at+120)]
		}
		t.Errorf("%s reads %s %s at %s: %s", w.as.name, what, word, path, told)
	}
	for _, day := range springDay.FindAllString(told, -1) {
		if !itsMonth.MatchString(day) {
			fail("the day", day)
			break
		}
	}
	w.lookForTeam(path, told, fail)
	if !slices.ContainsFunc(directory, func(d string) bool { return strings.HasPrefix(path, d) }) {
		w.lookForPersons(path, told, fail)
		w.lookForTimes(told, fail)
	}
}

func (w *walker) lookForPersons(path, told string, fail func(what, word string)) {
	folded := foldedtext.Fold(told)
	for _, name := range w.names() {
		if strings.Contains(folded, foldedtext.Fold(name)) {
			fail("the name", name)
			return
		}
	}
	for _, g := range []guest{w.pia, w.paul, w.rosa, w.leo, w.sibylla, w.cornelius, w.wilhelmina} {
		if g.id != w.as.id && strings.Contains(told, g.id) && !strings.Contains(path, g.id) {
			fail("the id of "+g.name, g.id)
		}
	}
}

// lookForTeam fails where a team of three is named but as who works there, or is told
// with a lesson.
func (w *walker) lookForTeam(path, told string, fail func(what, word string)) {
	if strings.Contains(told, "Lanternroom") && !strings.HasPrefix(path, "/api/v1/teams") {
		fail("the team's name", "Lanternroom")
	}
	if strings.Contains(told, w.desk) && (strings.Contains(path, "lesson") || strings.Contains(path, "feed")) {
		fail("the team's id", w.desk)
	}
	if narrow := strings.Contains(path, "/lessons?") && strings.ContainsAny(path, "="); narrow && strings.Contains(told, w.lesson) {
		_, asked, _ := strings.Cut(path, "=")
		if asked, _ = url.QueryUnescape(asked); slices.Contains(append(w.names(), "Lanternroom", w.desk), asked) {
			fail("for "+asked+" the lesson", w.lesson)
		}
	}
}

// lookForTimes fails on ids that tell when something happened, but those of what the
// contract promises them of: what stands by itself, and what is the reader's own.
func (w *walker) lookForTimes(told string, fail func(what, word string)) {
	for _, id := range anyID.FindAllString(told, -1) {
		if parsed := uuid.MustParse(id); parsed.Version() == 7 && !w.promised[id] && id != w.as.id {
			fail("a time in the id", id)
			return
		}
	}
}

func (s *secret) promised(t *testing.T) map[string]bool {
	t.Helper()
	all := map[string]bool{}
	for table, only := range map[string]string{"experiments": "", "reviews": "", "teams": "", "moments": "", "templates": "", "earned_doors": "", "tokens": "", "sessions": "",
		"notifications": "experiment_id IN (SELECT id FROM experiments WHERE concluded_at IS NULL)"} {
		var ids []string
		if err := s.db.Read(t.Context()).Table(table).Where(only).Pluck("id", &ids).Error; err != nil {
			t.Fatal(err)
		}
		maps.Insert(all, func(yield func(string, bool) bool) {
			for _, id := range ids {
				if !yield(id, true) {
					return
				}
			}
		})
	}
	return all
}
