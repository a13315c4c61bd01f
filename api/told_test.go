package api_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ajar/api"
	"ajar/internal/clock"
	"ajar/internal/database"
	"ajar/internal/database/databasetest"
	"ajar/internal/idempotency"
)

// A lesson as a document: in its own language, with what was written as it was written.
func TestALessonIsADocument(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		other := v.inState(t, "concluded")
		id := v.publish(t, object{"title": "Ofrecer té", "language": "es", "effect": "# Menos quejas", "because": "El té calma"}, object{
			"headline": "Cuando hay *té*, entonces esperan, porque calma", "happened": "Esperaron.\n\n- 40 % menos", "supporting": []string{other},
			"follow_ups": []object{{"what": "Comprar tapas", "team_id": v.desk, "due": "2026-12-24", "done": false}, {"what": "Pintar", "done": false, "reason": "Ya está pintado"}}}).text("id")
		r := v.cora.get(t, "/lessons/"+id+".md").want(200)
		key, otherKey := v.cora.get(t, "/lessons/"+id).text("experiment.key"), v.cora.get(t, "/experiments/"+other).text("key")
		want := strings.ReplaceAll(strings.ReplaceAll(strings.ReplaceAll(`# Cuando hay \*té\*, entonces esperan, porque calma

Guests · noviembre de 2026 · No funcionó

## Qué probamos

Tea at the desk from four to six

## Qué esperábamos

\# Menos quejas\
El té calma

## Qué pasó

Esperaron.

\- 40 % menos

## Qué nos sorprendió

They liked it

## Qué contribuyó

- **Herramientas**: No lids

## Tareas

- **Pendiente**: Comprar tapas
- **No hace falta**: Pintar\
  Ya está pintado

## Estos mostraron lo mismo

- [OTHER](AT/experiments/OTHER)

---

Del experimento [KEY Ofrecer té](AT/experiments/KEY)
`, "OTHER", otherKey), "KEY", key), "AT", v.address)
		if diff := cmp.Diff(want, string(r.raw)); diff != "" {
			t.Error(diff)
		}
		if r.header.Get("Content-Type") != "text/markdown; charset=utf-8" || !strings.Contains(r.header.Get("Content-Disposition"), key+".md") || r.etag() == "" {
			t.Errorf("it comes as %v", r.header)
		}
		v.cora.get(t, "/lessons/nothing.md").refused(404, "not-found")
		v.cora.get(t, "/lessons/"+id+"/more.md").refused(404, "not-found")
	})
}

// The export holds every lesson once, and twice the same.
func TestTheLibraryAsAnArchive(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		empty := v.unzipped(t)
		if diff := cmp.Diff(map[string]string{"index.md": "# Lessons\n\n"}, empty); diff != "" {
			t.Errorf("without lessons: %s", diff)
		}
		v.join(t, v.desk, v.person(t, "Petra Third"))
		first := v.publish(t, nil, object{"headline": "When one, then [two], because three"}).text("id")
		v.watch.pass(40 * 24 * time.Hour)
		keys := []string{v.cora.get(t, "/lessons/"+first).text("experiment.key")}
		for range 3 {
			keys = append(keys, v.cora.get(t, "/lessons/"+v.publish(t, nil, nil).text("id")).text("experiment.key"))
		}
		v.given(t, "written") // not published
		files := v.unzipped(t)
		want := []string{"2026-11/" + keys[0] + ".md", "2026-11/index.md", "2027-01/" + keys[1] + ".md", "2027-01/" + keys[2] + ".md", "2027-01/" + keys[3] + ".md", "2027-01/index.md", "index.md"}
		slices.Sort(want)
		names := []string{}
		for name := range files {
			names = append(names, name)
		}
		slices.Sort(names)
		if diff := cmp.Diff(want, names); diff != "" {
			t.Error(diff)
		}
		got := []string{files["index.md"], files["2026-11/index.md"], files["2026-11/"+keys[0]+".md"]}
		if diff := cmp.Diff([]string{"# Lessons\n\n- [January 2027](2027-01/index.md): 3\n- [November 2026](2026-11/index.md): 1\n",
			fmt.Sprintf("# November 2026\n\n- [When one, then \\[two\\], because three](%s.md): Guests · November 2026 · It did not work\n", keys[0]),
			string(v.cora.get(t, "/lessons/"+first+".md").raw)}, got); diff != "" {
			t.Error(diff)
		}
		for name, text := range files {
			for _, hidden := range []string{"Front desk", "Pia", "Paul", "Petra", aDay.FindString(text), anyID.FindString(text)} {
				if hidden != "" && strings.Contains(text, hidden) {
					t.Errorf("%s tells %q: %s", name, hidden, text)
				}
			}
		}
		again := v.cora.get(t, "/lessons/export").want(200)
		if !bytes.Equal(again.raw, v.pia.get(t, "/lessons/export").want(200).raw) {
			t.Error("the same library makes other bytes")
		}
	})
}

// unzipped are the files of the export by name.
func (v *town) unzipped(t *testing.T) map[string]string {
	t.Helper()
	r := v.cora.get(t, "/lessons/export").want(200)
	archive, err := zip.NewReader(bytes.NewReader(r.raw), int64(len(r.raw)))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, f := range archive.File {
		if f.Modified.Year() != 1980 || files[f.Name] != "" {
			t.Errorf("%s is of %s, or there twice", f.Name, f.Modified)
		}
		content, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(content)
		if err != nil {
			t.Fatal(err)
		}
		files[f.Name] = string(text)
	}
	return files
}

// More lessons than are read at once.
func TestALongLibraryAsAnArchive(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		const many = 27
		for range many {
			v.publish(t, nil, nil)
		}
		if n := len(v.unzipped(t)); n != many+2 {
			t.Errorf("it holds %d files", n)
		}
	})
}

// An export that fails before its first byte has ended, however it failed.
func TestAnExportThatFailsLetsTheNextBegin(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		h := build(t, db)
		broken := api.New(api.Deps{Database: db, Accounts: h.accounts, Idempotency: idempotency.New(db, clock.Clock{}), Log: quiet}) // it has no lessons
		server := httptest.NewServer(broken)
		t.Cleanup(server.Close)
		admin := h.admin
		admin.house = &house{api: broken, address: server.URL}
		for range 2 {
			admin.get(t, "/lessons/export").refused(500, "internal")
		}
		admin.send(t, admin.request(t, http.MethodHead, "/api/v1/lessons/export", nil)).want(200) // it begins none
	})
}

// A HEAD of the export tells what it is, and writes nothing of it.
func TestTheHeadOfAnExport(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		v.publish(t, nil, nil)
		r := v.cora.send(t, v.cora.request(t, http.MethodHead, "/api/v1/lessons/export", nil)).want(200)
		if r.header.Get("Content-Type") != "application/zip" || len(r.raw) > 0 {
			t.Errorf("%v %d bytes", r.header, len(r.raw))
		}
	})
}
