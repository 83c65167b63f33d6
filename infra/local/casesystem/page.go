package casesystem

import (
	"bytes"
	"html/template"
	"net/http"
)

// Handler serves the page of a case in the case system: its button hands the person
// over. A page that is opened again has another document, for each is good once and
// for minutes.
func (s *System) Handler(service, worker string, person map[string]any) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		document, err := s.Sign(s.Claims(service, worker, person))
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		var b bytes.Buffer
		if err := page.Execute(&b, map[string]any{"Service": service, "Document": document, "Person": person}); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Cache-Control", "no-store")
		_, _ = w.Write(b.Bytes()) // a browser that has gone cannot be told
	})
}

var page = template.Must(template.New("page").Parse(`<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>A case in a made-up case system</title>
</head>
<body>
<main>
<h1>A case in a made-up case system</h1>
<dl>
{{- range $name, $value := .Person}}
<dt>{{$name}}</dt><dd>{{$value}}</dd>
{{- end}}
</dl>
<form method="post" action="{{.Service}}/hand-over">
<input type="hidden" name="document" value="{{.Document}}">
<button>Refer for assistive technology</button>
</form>
</main>
</body>
</html>
`))
