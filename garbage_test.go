package main

import "testing"

func TestGarbageIsBoundedByWhatLives(t *testing.T) {
	for alive, want := range map[uint64]int{0: 300, 20 << 20: 300, 32 << 20: 250, 48 << 20: 150, 64 << 20: 100, 96 << 20: 50, 120 << 20: 25, 1 << 40: 25} {
		if got := garbageBeside(alive); got != want {
			t.Errorf("beside %d MB garbage may be %d %%; want %d", alive>>20, got, want)
		}
	}
}
