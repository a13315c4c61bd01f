// Package fault has the few kinds of error that Ajar answers with.
//
// A fault carries a public text, which says what a person can do next, and a
// hidden cause, which is for the log alone. Anything that is not a fault is an
// internal error: the caller learns only the request id.
package fault

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Kind is what went wrong, in the caller's terms.
type Kind string

// The kinds. The API maps each to one HTTP status, in one table.
const (
	Invalid         Kind = "invalid"         // the input is wrong; Fields names every wrong place
	Unauthenticated Kind = "unauthenticated" // nobody is signed in, or the credentials do not match
	Forbidden       Kind = "forbidden"       // the caller may see it but not do this
	NotFound        Kind = "not_found"       // it does not exist, or the caller may not see it
	Conflict        Kind = "conflict"        // a rule of the domain refuses in the present state
	Stale           Kind = "stale"           // it changed since it was read (If-Match)
	Unconditional   Kind = "unconditional"   // a change without If-Match, which could overwrite somebody's
	Throttled       Kind = "throttled"       // too many tries; After says when the next may come
	Unavailable     Kind = "unavailable"     // something we rely on is away; After says when to try again
)

// Field names one bad place of the input, as the caller knows it
// ("body.answers.undo_hours"), with a stable code and a sentence. In a field that
// holds a document, Line and Column tell where, both counted from 1.
type Field struct {
	Location string `json:"location"`
	Code     string `json:"code"`
	Message  string `json:"message"`
	Against  string `json:"-"` // the field that this one contradicts: where that one is bad itself, nothing is contradicted
	Line     int    `json:"line,omitempty" doc:"In a field that holds a document: the line, from 1"`
	Column   int    `json:"column,omitempty" doc:"The column in that line, from 1"`
}

// Error is a fault: a kind, a stable code of the rule that refused, a public
// text, and a cause that is never shown.
type Error struct {
	Kind    Kind
	Code    string // stable and machine-readable, in kebab-case: "proposer-decides"
	Message string // public; says the way out
	Fields  []Field
	After   time.Duration // Throttled and Unavailable: when to try again
	Cause   error         // hidden; logged
}

// Error returns the public text and the cause, for logs.
func (e *Error) Error() string {
	if e.Cause == nil {
		return fmt.Sprintf("%s (%s): %s", e.Kind, e.Code, e.Message)
	}
	return fmt.Sprintf("%s (%s): %s: %v", e.Kind, e.Code, e.Message, e.Cause)
}

// Unwrap returns the hidden cause.
func (e *Error) Unwrap() error { return e.Cause }

// Because returns a copy of the fault with its hidden cause.
func (e *Error) Because(cause error) *Error {
	c := *e
	c.Cause = cause
	return &c
}

// New makes a fault of any kind. Message may hold fmt verbs for args.
func New(kind Kind, code, message string, args ...any) *Error {
	if len(args) > 0 {
		message = fmt.Sprintf(message, args...)
	}
	return &Error{Kind: kind, Code: code, Message: message}
}

// Missing says that a thing ("experiment", "person") does not exist or is not
// the caller's to see; the two are not told apart.
func Missing(thing string) *Error {
	return New(NotFound, "not-found", "There is no such %s, or it is not yours to see.", thing)
}

// Outdated says that somebody else has changed a thing since the caller read it.
func Outdated() *Error {
	return New(Stale, "stale", "Somebody changed it since you read it. Read it again, then repeat your change.")
}

// Unchanged answers Outdated unless the caller has read the version that is stored; nil
// stands for whatever is there.
func Unchanged(stored int, read *int) error {
	if read == nil || *read == stored {
		return nil
	}
	return Outdated()
}

// Unknown is the field of a reference to what does not exist.
func Unknown(location string) Field {
	return Field{Location: location, Code: "unknown", Message: "There is no such thing. Choose one from the list."}
}

// Refused says that a rule of the domain forbids the action in the present state.
func Refused(code, message string, args ...any) *Error {
	return New(Conflict, code, message, args...)
}

// Denied says that this caller may not do this.
func Denied(code, message string, args ...any) *Error {
	return New(Forbidden, code, message, args...)
}

// Bad names one or more bad fields; locations are relative to the whole
// request ("body.title", "query.limit").
func Bad(fields ...Field) *Error {
	return &Error{Kind: Invalid, Code: "invalid-input", Message: "Some fields need your attention.", Fields: fields}
}

// Blank is the field of a text that says nothing, none where it says something.
func Blank(text, location, message string) []Field {
	if strings.TrimSpace(text) != "" {
		return nil
	}
	return []Field{{Location: location, Code: "required", Message: message}}
}

// Also adds bad fields to what refuses an input, so that all of them are named at once. They
// go before what the present state refuses; every other refusal stays what it is, and nil
// without fields stays nil.
func Also(refusal error, bad []Field) error {
	f, _ := errors.AsType[*Error](refusal)
	switch {
	case len(bad) == 0:
		return refusal
	case refusal == nil || Is(refusal, Conflict):
		return Bad(bad...)
	case !Is(refusal, Invalid):
		return refusal
	}
	all := *f
	all.Fields = slices.Concat(bad, f.Fields)
	return &all
}

// Is reports whether err is, or wraps, a fault of the given kind.
func Is(err error, kind Kind) bool {
	f, ok := errors.AsType[*Error](err)
	return ok && f.Kind == kind
}
