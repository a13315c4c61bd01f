package main

import (
	"context"
	"os"
	"runtime/debug"
	"runtime/metrics"
	"time"
)

// How much garbage may gather between two collections, in percent of what lives. Little
// lives in a server at work, so Go's own 100 collects several times a second under
// load: a list took 0.70 ms of CPU with it, 0.51 with 400. Where much lives, as with
// ten thousand open pages, as much again would be most of the memory. So garbage and
// half of what lives share so many bytes, within the most and the least.
const (
	mostGarbage  = 300
	leastGarbage = 25
	shared       = 96 << 20 // bytes
)

// What a server that rests holds on to it gives back: a single sign-in leaves 40 MB behind.
const (
	watching = 5 * time.Second
	little   = 1 << 20 // bytes that a server at rest allocates while it is watched once, or fewer
	restful  = 12      // that often in a row is rest
)

// watchGarbage looks after both until ctx ends. GOGC overrules it.
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
