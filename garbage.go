package main

import (
	"context"
	"os"
	"runtime/debug"
	"runtime/metrics"
	"time"
)

// How much garbage may gather between two collections, in percent of the memory in use.
// A server at work uses little, so with Go's own 100 it collects several times a second
// under load: a list took 0.70 ms of CPU with 100, and 0.51 with 400. Where much is in
// use, as with ten thousand open pages, as much garbage again would be most of the
// memory. So the percentage falls as use grows: garbage and half of what is in use have
// the shared bytes between them, and the percentage stays between the least and the most.
const (
	mostGarbage  = 300
	leastGarbage = 25
	shared       = 96 << 20 // bytes
)

// A server at rest gives back the memory that it does not use: a single sign-in leaves
// 40 MB behind.
const (
	watching = 5 * time.Second
	little   = 1 << 20 // bytes that a server at rest allocates while it is watched once, or fewer
	restful  = 12      // that often in a row is rest
)

// watchGarbage sets that percentage and gives memory back until ctx ends. It does nothing
// where GOGC is set.
func watchGarbage(ctx context.Context) {
	if os.Getenv("GOGC") != "" {
		return
	}
	debug.SetGCPercent(mostGarbage)
	tick := time.NewTicker(watching)
	defer tick.Stop()
	before, quiet, set := memory{}, 0, mostGarbage
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		now := read()
		if quiet++; now.allocated-before.allocated > little {
			quiet = 0
		}
		before = now
		if quiet == restful {
			debug.FreeOSMemory()
		}
		if wanted := garbageBeside(now.alive); wanted != set { // setting it stops the world for a moment
			set = wanted
			debug.SetGCPercent(set)
		}
	}
}

// garbageBeside is how much garbage may gather beside so many bytes that live, in
// percent of them and in steps of 25.
func garbageBeside(alive uint64) int {
	left := shared - min(shared, alive/2)
	return int(min(mostGarbage, max(leastGarbage, left*100/max(alive, 1)/25*25)))
}

// memory is what Go tells of it, in bytes: what the last collection kept with the stacks,
// which is what the percentage is of, and all that was ever allocated.
type memory struct{ alive, allocated uint64 }

func read() memory {
	bytes := []metrics.Sample{{Name: "/gc/heap/live:bytes"}, {Name: "/memory/classes/heap/stacks:bytes"}, {Name: "/gc/heap/allocs:bytes"}}
	metrics.Read(bytes)
	return memory{bytes[0].Value.Uint64() + bytes[1].Value.Uint64(), bytes[2].Value.Uint64()}
}
