package main

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"ajar/internal/config"
)

// What is written for people is held against what is there: a page that says
// something else than the program is worse than none.

func textOf(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestEverySettingIsDocumented(t *testing.T) {
	page := textOf(t, "docs/operate.md")
	for _, f := range reflect.VisibleFields(reflect.TypeFor[config.Settings]()) {
		if f.Anonymous {
			continue
		}
		value := f.Tag.Get("default")
		if value != "" {
			value = "`" + value + "` "
		}
		if row := fmt.Sprintf("| `%s` | %s| %s |\n", f.Tag.Get("env"), value, strings.TrimSuffix(f.Tag.Get("help"), " Default: ${default}.")); !strings.Contains(page, row) {
			t.Errorf("docs/operate.md lacks the row\n%s", row)
		}
	}
}

func TestEveryDependencyIsExplained(t *testing.T) {
	page := textOf(t, "docs/decisions/dependencies.md")
	parts := map[string]string{}
	for _, line := range regexp.MustCompile(`(?m)^(?:require)?\s+(\S+\.\S+/\S+) (v\S+)$`).FindAllStringSubmatch(textOf(t, "go.mod"), -1) {
		parts[line[1]] = line[2]
	}
	var pages struct{ Dependencies, DevDependencies map[string]string }
	if err := json.Unmarshal([]byte(textOf(t, "frontend/package.json")), &pages); err != nil {
		t.Fatal(err)
	}
	for _, group := range []map[string]string{pages.Dependencies, pages.DevDependencies} {
		for name, version := range group {
			parts[name] = version
		}
	}
	for name, version := range parts {
		if row := fmt.Sprintf("| %s | %s | ", name, version); !strings.Contains(page, row) {
			t.Errorf("docs/decisions/dependencies.md lacks a row that begins with %q", row)
		}
	}
}

// Whoever is new here finds every room of the house on its map.
func TestEveryRoomIsOnTheMap(t *testing.T) {
	page := textOf(t, "CONTRIBUTING.md")
	files, err := filepath.Glob("*/*.go")
	if err != nil {
		t.Fatal(err)
	}
	deeper, err := filepath.Glob("[^f]*/*/*.go") // not frontend/node_modules
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range append(files, deeper...) {
		room := filepath.Dir(file)
		if top, _, _ := strings.Cut(room, "/"); top == "bench" || top == "tools" {
			room = top
		}
		if !strings.Contains(page, "`"+room+"`") && !strings.Contains(page, "`"+room+"/`") {
			t.Errorf("CONTRIBUTING.md says nothing of %s", room)
		}
	}
}

var link = regexp.MustCompile(`[^!]\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)`)

func TestLinksLeadSomewhere(t *testing.T) {
	eachFile(t, ".md", func(file, text string) {
		for _, found := range link.FindAllStringSubmatch(text, -1) {
			if strings.Contains(found[1], "://") {
				continue
			}
			if _, err := os.Stat(filepath.Join(filepath.Dir(file), found[1])); err != nil {
				t.Errorf("%s: %v", file, err)
			}
		}
	})
}

var (
	namedFile = regexp.MustCompile("`([a-z_]+/[a-z_/]+\\.(?:go|sql|yaml))`")
	namedTest = regexp.MustCompile("`((?:Test|Fuzz|Benchmark)[A-Z]\\w+)`")
	aTest     = regexp.MustCompile(`(?m)^func ((?:Test|Fuzz|Benchmark)\w+)\(`)
)

// Who looks up where a rule is kept, or which test holds it, finds it there.
func TestNamedFilesAndTestsExist(t *testing.T) {
	tests := map[string]bool{}
	eachFile(t, "_test.go", func(_, text string) {
		for _, found := range aTest.FindAllStringSubmatch(text, -1) {
			tests[found[1]] = true
		}
	})
	eachFile(t, ".md", func(page, text string) {
		for _, found := range namedFile.FindAllStringSubmatch(text, -1) {
			if _, err := os.Stat(found[1]); err != nil {
				t.Errorf("%s: %v", page, err)
			}
		}
		for _, found := range namedTest.FindAllStringSubmatch(text, -1) {
			if !tests[found[1]] {
				t.Errorf("%s names %s, which is no test", page, found[1])
			}
		}
	})
}

// eachFile reads every file whose name ends so.
func eachFile(t *testing.T, ending string, read func(file, text string)) {
	t.Helper()
	err := filepath.WalkDir(".", func(file string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (entry.Name() == "node_modules" || len(file) > 1 && entry.Name()[0] == '.'):
			return fs.SkipDir
		case strings.HasSuffix(file, ending):
			read(file, textOf(t, file))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
