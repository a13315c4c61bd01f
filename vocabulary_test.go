package main

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"ajar/experiments/door"
	"ajar/internal/accounts"
	"ajar/internal/text"
)

// The door policy is pure, and so has lists of its own of what others know too.
func TestTheRoomsSpeakOfTheSame(t *testing.T) {
	if diff := cmp.Diff(accounts.RouteNames, door.Routes); diff != "" {
		t.Error("routes:", diff)
	}
	if diff := cmp.Diff(text.Languages, door.Languages); diff != "" {
		t.Error("languages:", diff)
	}
}
