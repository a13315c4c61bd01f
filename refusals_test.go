package main

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// forPrograms are refusals that no page can cause: those who write programs read
// English.
var forPrograms = map[string]bool{
	"not-following": true, "too-many-streams": true, // a page shows what it has
	"exporting": true, "too-many-exports": true, // the browser saves the file itself
	"another-person": true, // a page asks to sign in
	"not-empty":      true, "precondition-required": true, "two-keys": true,
	"field.cursor": true, "field.reused": true, "field.unreadable": true, "field.repeated": true, "field.not_submitted": true, "field.object": true,
}

// Whoever is refused reads why in their own language: each code that the program
// answers has its sentence in the pages.
func TestEveryRefusalIsTranslated(t *testing.T) {
	texts := map[string]map[string]string{}
	for _, language := range []string{"en", "es", "pl"} {
		texts[language] = map[string]string{}
		files, err := filepath.Glob("frontend/src/locales/" + language + "/*.json")
		if err != nil || len(files) == 0 {
			t.Fatal(language, err)
		}
		for _, file := range files {
			more := map[string]string{}
			if err := json.Unmarshal([]byte(textOf(t, file)), &more); err != nil {
				t.Fatal(file, err)
			}
			for key, text := range more {
				texts[language][key] = text
			}
		}
	}
	for code, place := range refusals(t) {
		for language, known := range texts {
			if known["problem."+code]+known["refusal."+code] == "" && !forPrograms[code] {
				t.Errorf("%s: frontend/src/locales/%s lacks %q", place, language, "refusal."+code)
			}
		}
	}
}

// refusals are the codes of the sentences that the program's faults need, and
// where each fault is made.
func refusals(t *testing.T) map[string]token.Position {
	t.Helper()
	found, files := map[string]token.Position{}, token.NewFileSet()
	err := filepath.WalkDir(".", func(path string, entry fs.DirEntry, err error) error {
		if entry != nil && entry.IsDir() && (entry.Name() == "node_modules" || entry.Name() == "bench") {
			return filepath.SkipDir
		}
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(files, path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if key := refusal(n); key != "" {
				found[key] = files.Position(n.Pos())
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// refusal is the code of the sentence that a call of package fault, or a bad
// field, asks for.
func refusal(n ast.Node) string {
	switch n := n.(type) {
	case *ast.CallExpr:
		position := map[string]int{"New": 1, "Refused": 0, "Denied": 0}
		if name, ok := of(n.Fun, "fault"); ok {
			if at, ok := position[name]; ok && at < len(n.Args) {
				return keyed("", n.Args[at])
			}
		}
	case *ast.CompositeLit:
		if name, _ := of(n.Type, "fault"); name == "Field" {
			for _, e := range n.Elts {
				if pair, ok := e.(*ast.KeyValueExpr); ok && pair.Key.(*ast.Ident).Name == "Code" {
					return keyed("field.", pair.Value)
				}
			}
		}
	}
	return ""
}

func of(e ast.Expr, pkg string) (name string, ok bool) {
	selector, ok := e.(*ast.SelectorExpr)
	if !ok {
		return "", false
	}
	from, ok := selector.X.(*ast.Ident)
	return selector.Sel.Name, ok && from.Name == pkg
}

func keyed(prefix string, e ast.Expr) string {
	literal, ok := e.(*ast.BasicLit)
	if !ok {
		return ""
	}
	code, err := strconv.Unquote(literal.Value)
	if err != nil {
		return ""
	}
	return prefix + code
}
