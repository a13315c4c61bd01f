package main

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// A room may import these of our own packages and no others; "/..." includes
// what lies below. The order is the direction: nothing points upwards.
var rooms = []struct {
	folder   string
	imports  []string
	sentence string
}{
	{".", []string{"api", "experiments", "frontend", "internal/...", "lessons", "review"},
		"The program wires the rooms together."},
	{"bench", []string{"api", "experiments/...", "frontend", "internal/...", "lessons/...", "review"},
		"The measurements may use everything, and nothing uses them."},
	{"api", []string{"experiments/...", "internal/...", "lessons/...", "review"},
		"The API calls use cases; the pages are handed to it as files."},
	{"frontend", nil,
		"The pages are files."},
	{"review", []string{"experiments/...", "internal/..."},
		"Reviews know experiments, and know neither lessons nor the API."},
	{"lessons/blameless", []string{"internal/families", "internal/packed", "internal/text", "lessons/blameless"},
		"The blameless check is pure: words in, findings out."},
	{"lessons", []string{"experiments/...", "internal/...", "lessons/blameless"},
		"Lessons know experiments, and know neither reviews nor the API."},
	{"experiments", []string{"experiments/...", "internal/..."},
		"Experiments know neither reviews, lessons nor the API: the registry can live without them."},
	{"experiments/door", []string{"internal/fault"},
		"The door policy is pure: no database, clock or context."},
	{"experiments/doubt", []string{"experiments/door", "experiments/doubt", "internal/families", "internal/packed", "internal/text"},
		"Doubts are pure: answers and words in, questions out."},
	{"experiments/readout", nil,
		"The readout is pure: readings in, what they tell out."},
	{"internal", []string{"internal/..."},
		"What says how it runs knows nothing of what the product is about."},
	{"internal/demo", []string{"experiments/...", "internal/...", "lessons", "review"},
		"The example organisation is made by the use cases that real ones are made by."},
	{"internal/database", []string{"internal/clock", "internal/database", "internal/fault"},
		"The database knows no domain: its tables are SQL files."},
	{"internal/text", nil,
		"Words are folded, cut and compared without knowing whose they are."},
	{"internal/markdown", nil,
		"Words become HTML without knowing whose they are."},
	{"internal/families", []string{"internal/text"},
		"Families of words are data; who reads them knows what they are for."},
	{"internal/packed", nil,
		"Files are packed without knowing what is in them."},
	{"internal/meaning", []string{"internal/packed", "internal/text"},
		"What words mean is known by their stems, whoever asks."},
	{"tools", []string{"internal/text"},
		"What makes a file of the program again needs the words alone."},
	{"internal/clock", nil,
		"Time and ids come from nowhere else."},
	{"internal/fault", nil,
		"Faults are at the bottom: everything may answer with one."},
}

// A part may be imported by these files alone. A part that ends in "/" includes
// what lies below it; a file "folder/" is everything in and below that folder,
// "./" the program's own folder, "store*.go" a file of that name anywhere.
var homes = []struct {
	parts    []string
	files    []string
	sentence string
}{
	{[]string{"github.com/labstack/echo/", "github.com/danielgtaylor/huma/"}, []string{"api/"},
		"Echo and Huma stay in api/: their next versions touch one room."},
	{[]string{"gorm.io/"}, []string{"store*.go", "internal/database/", "bench/"},
		"GORM stays in the stores: a room's rules can be read without SQL."},
	{[]string{"github.com/jackc/", "modernc.org/", "github.com/libtnb/", "github.com/pressly/goose/"}, []string{"internal/database/", "bench/"},
		"Drivers stay in the database."},
	{[]string{"net/http/"}, []string{"./", "api/", "bench/", "internal/idempotency/"},
		"Only the API, the program and its kept answers know HTTP."},
	{[]string{"github.com/alecthomas/kong/", "ajar/internal/config"}, []string{"./"},
		"Settings are read once, by the program; the rooms are handed values."},
	{[]string{"cel.dev/"}, []string{"experiments/door/"},
		"Policies are judged behind the door."},
	{[]string{"github.com/yuin/goldmark/", "github.com/microcosm-cc/"}, []string{"internal/markdown/"},
		"What people write becomes HTML in one place, which is the place to look at."},
	{[]string{"github.com/gorilla/feeds/"}, []string{"api/"},
		"Feeds are made where they are answered."},
	{[]string{"github.com/wneessen/go-mail/"}, []string{"internal/mail/"},
		"Mails are handed over in one place, which tells no address."},
	{[]string{"testing", "ajar/internal/database/databasetest", "ajar/internal/mail/mailtest", "github.com/emersion/"}, []string{"internal/database/databasetest/", "internal/mail/mailtest/"},
		"Test code stays out of the program."},
}

// pure folders use nothing but the standard library and these.
var pure = map[string][]string{
	"experiments/door":  {"cel.dev/cel-go/", "github.com/goccy/go-yaml/", "golang.org/x/text/"},
	"experiments/doubt": {"github.com/goccy/go-yaml"},
	"lessons/blameless": {"github.com/goccy/go-yaml"},
	"internal/families": nil,
	"internal/fault":    nil,
	"internal/clock":    {"github.com/google/uuid"},
	"internal/text":     {"github.com/kljensen/snowball/", "golang.org/x/text/"},
}

func TestArchitecture(t *testing.T) {
	broken, err := violations(os.DirFS("."))
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range broken {
		t.Error(b)
	}
}

// violations are the imports that break a rule, each with the rule's sentence.
// Tests may import what they need.
func violations(source fs.FS) (broken []string, err error) {
	err = fs.WalkDir(source, ".", func(file string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (entry.Name() == "node_modules" || entry.Name() == "testdata" || len(file) > 1 && entry.Name()[0] == '.'):
			return fs.SkipDir
		case entry.IsDir() || path.Ext(file) != ".go" || strings.HasSuffix(file, "_test.go"):
			return nil
		}
		imports, err := importsOf(source, file)
		for _, imported := range imports {
			for _, rule := range brokenBy(file, imported) {
				broken = append(broken, fmt.Sprintf("%s imports %s. %s", file, imported, rule))
			}
		}
		return err
	})
	return broken, err
}

func importsOf(source fs.FS, file string) (paths []string, err error) {
	text, err := fs.ReadFile(source, file)
	if err != nil {
		return nil, err
	}
	parsed, err := parser.ParseFile(token.NewFileSet(), file, text, parser.ImportsOnly)
	if err != nil {
		return nil, err
	}
	for _, i := range parsed.Imports {
		p, err := strconv.Unquote(i.Path.Value)
		if err != nil {
			return nil, err
		}
		paths = append(paths, p)
	}
	return paths, nil
}

// brokenBy is the sentence of every rule that forbids file to import a path.
func brokenBy(file, imported string) (rules []string) {
	folder := path.Dir(file)
	if own, ours := strings.CutPrefix(imported, "ajar/"); ours {
		rules = append(rules, roomForbids(folder, own)...)
	}
	for _, h := range homes {
		if begins(imported, h.parts) && !slices.ContainsFunc(h.files, func(home string) bool { return livesIn(file, home) }) {
			rules = append(rules, h.sentence)
		}
	}
	first, _, _ := strings.Cut(imported, "/")
	if parts, isPure := pure[folder]; isPure && strings.Contains(first, ".") && !begins(imported, parts) {
		rules = append(rules, "This folder stays pure: the standard library and a few named parts.")
	}
	return rules
}

// roomForbids judges by the innermost room that a folder belongs to.
func roomForbids(folder, own string) []string {
	best := -1
	for i, r := range rooms {
		inside := r.folder == folder || strings.HasPrefix(folder, r.folder+"/")
		if inside && (best < 0 || len(r.folder) > len(rooms[best].folder)) {
			best = i
		}
	}
	if best < 0 {
		return []string{"This folder is no room: name it in architecture_test.go."}
	}
	for _, allowed := range rooms[best].imports {
		below, isTree := strings.CutSuffix(allowed, "/...")
		if own == allowed || isTree && (own == below || strings.HasPrefix(own, below+"/")) {
			return nil
		}
	}
	return []string{rooms[best].sentence}
}

// begins reports whether a path is one of the parts, or lies below one that ends in "/".
func begins(imported string, parts []string) bool {
	return slices.ContainsFunc(parts, func(part string) bool {
		return imported+"/" == part || imported == part || strings.HasSuffix(part, "/") && strings.HasPrefix(imported, part)
	})
}

func livesIn(file, home string) bool {
	folder, isFolder := strings.CutSuffix(home, "/")
	switch {
	case folder == ".":
		return path.Dir(file) == "."
	case isFolder:
		return strings.HasPrefix(file, home)
	}
	named, _ := path.Match(home, path.Base(file))
	return named
}

func TestTheRulesBite(t *testing.T) {
	for _, c := range []struct {
		file, imported string
		broken         int
	}{
		{"api/routes.go", "github.com/labstack/echo/v4", 0},
		{"experiments/store.go", "github.com/labstack/echo/v4", 1},
		{"main.go", "github.com/danielgtaylor/huma/v2", 1},
		{"review/store_read.go", "gorm.io/gorm", 0},
		{"review/verdict.go", "gorm.io/gorm", 1},
		{"internal/database/tx.go", "gorm.io/gorm/clause", 0},
		{"internal/audit/chain.go", "github.com/jackc/pgx/v5", 1},
		{"experiments/door/judge.go", "cel.dev/cel-go/cel", 0},
		{"experiments/door/judge.go", "ajar/internal/fault", 0},
		{"experiments/door/judge.go", "ajar/internal/database", 1},
		{"experiments/door/judge.go", "github.com/google/uuid", 1},
		{"experiments/door/judge.go", "strings", 0},
		{"experiments/life.go", "ajar/experiments/door", 0},
		{"experiments/life.go", "ajar/review", 1},
		{"experiments/life.go", "ajar/lessons", 1},
		{"experiments/life.go", "ajar/api", 1},
		{"review/review.go", "ajar/experiments", 0},
		{"review/review.go", "ajar/lessons", 1},
		{"lessons/lesson.go", "net/http", 1},
		{"api/pages.go", "net/http", 0},
		{"api/pages.go", "ajar/frontend", 1},
		{"main.go", "ajar/frontend", 0},
		{"main.go", "ajar/bench", 1},
		{"bench/load.go", "ajar/api", 0},
		{"internal/accounts/person.go", "ajar/experiments", 1},
		{"internal/accounts/person.go", "ajar/internal/fault", 0},
		{"internal/accounts/person.go", "ajar/internal/config", 1},
		{"internal/database/database.go", "ajar/internal/accounts", 1},
		{"internal/fault/fault.go", "ajar/internal/clock", 1},
		{"internal/demo/data.go", "ajar/review", 0},
		{"lessons/store.go", "ajar/internal/database/databasetest", 1},
		{"lessons/store_test.go", "ajar/internal/database/databasetest", 0},
		{"frontend/node_modules/flatted/flatted.go", "github.com/labstack/echo/v4", 0},
		{"utils/strings.go", "ajar/internal/text", 1},
	} {
		code := fmt.Sprintf("package x\n\nimport %q\n", c.imported)
		broken, err := violations(fstest.MapFS{c.file: {Data: []byte(code)}})
		if err != nil || len(broken) != c.broken {
			t.Errorf("%s imports %s: %q, %v; want %d", c.file, c.imported, broken, err, c.broken)
		}
	}
}

// A rule about a folder that is gone protects nothing.
func TestEveryRoomIsThere(t *testing.T) {
	var missing []string
	for _, r := range rooms {
		if _, err := os.Stat(r.folder); err != nil {
			missing = append(missing, r.folder)
		}
	}
	if diff := cmp.Diff([]string(nil), missing); diff != "" {
		t.Error(diff)
	}
}
