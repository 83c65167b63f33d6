package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

func TestOpenCase(t *testing.T) {
	s := newSite(t)
	reference := s.strandAt(tech, waiting)
	officer := s.signIn(dataOfficer)
	officer.get("/").to("/open")
	officer.get("/open").must(http.StatusOK).golden("open_case_empty")
	open := func(typed string) page { return officer.post("/open", url.Values{"reference": {typed}}) }
	open(string(reference)).to("/case/" + string(reference))
	open(strings.ToLower(strings.ReplaceAll(string(reference), "-", ""))).to("/case/" + string(reference))
	open("").must(http.StatusUnprocessableEntity).says("Enter the reference")
	open("7K3Q-9M2R<b>").must(http.StatusUnprocessableEntity).says("Check the reference", "7K3Q-9M2R&lt;b&gt;").golden("open_case_error")
	officer.get("/case/" + string(reference)).must(http.StatusOK)
}
