package display

import (
	"embed"
	"io/fs"
)

//go:embed template/*.gohtml
var templates embed.FS

// Templates are those that pages of several wings show.
func Templates() fs.FS { return templates }
