// Package frontend carries the built pages inside the program.
//
// `npm run build` fills dist; without it dist holds only a placeholder, the
// program still builds, and the API answers as usual.
package frontend

import (
	"embed"
	"io/fs"
)

//go:embed all:dist
var dist embed.FS

// Files returns the built pages, with index.html at the root. Where the pages
// were not built there is no index.html. Of each text file larger than 1 KiB there are
// only compressed forms, with .br and .gz added to the name; of index.html it itself too.
func Files() fs.FS {
	files, err := fs.Sub(dist, "dist")
	if err != nil {
		panic(err) // "dist" is a constant and a valid path
	}
	return files
}
