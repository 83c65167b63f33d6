package formview

import (
	"embed"
	"io/fs"
)

//go:embed template/*.gohtml
var templates embed.FS

// Templates are this package's.
func Templates() fs.FS { return templates }
