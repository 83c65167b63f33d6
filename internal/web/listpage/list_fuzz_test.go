package listpage_test

import (
	"encoding/base64"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"

	"assistive-referrals/infra/local/webtest"
)

// Whatever stands in the address of a list, of what asks for its changes, or of what
// saves it: it is answered with a page or a refusal, and comes out escaped.
func FuzzListAddress(f *testing.F) {
	cursor := func(document string) string { return "&from=" + base64.RawURLEncoding.EncodeToString([]byte(document)) }
	for _, seed := range []string{
		"list=mine&order=age&priority=urgent&flag=danger&holder=u-04&overdue=yes&paused=yes&age=week&view=x",
		"list=waiting" + cursor(`{"k":{"WorklistKey":"TEAM#occupational-therapy#waiting","RankKey":"2026-11-23","PK":"CASE#7K3Q-9M2P","SK":"STRAND#vr-sessions"},"b":1,"s":"AAAA/w=="}`),
		"list=waiting" + cursor(`{"k":{"WorklistKey":"TEAM#occupational-therapy#waiting","X":"a","Y":"b","Z":"c"}}`),
		"list=closed" + cursor(`{"k":{"WorklistKey":"TEAM#occupational-therapy#closed","RankKey":"1999","PK":"CASE#7K3Q-9M2P","SK":"STRAND#vr-sessions"},"b":-1}`),
		"list=overdue" + cursor(`{"k":{"TargetKey":"TEAM#occupational-therapy","TargetAt":"9","PK":"CASE#7K3Q-9M2P","SK":"STRAND#vr-sessions"}}`),
		"shown=7K3Q-9M2P.vr-sessions.1&at=-1", "list=overdue&at=99999999999999999", "<script>=1&priority=<b>",
	} {
		f.Add(seed)
	}
	var once sync.Once
	var b webtest.Browser
	f.Fuzz(func(t *testing.T, query string) {
		once.Do(func() {
			b = webtest.New(t).SignIn(webtest.Therapist)
			b.StrandAt(webtest.Tech, webtest.Waiting)
			b.StrandAt(webtest.Tech, webtest.Closed)
		})
		b.Site.T = t
		values, _ := url.ParseQuery(query) // what can be read of it, as a browser would send it
		for _, path := range []string{"/worklist?", "/worklist/changes?", "/worklist/save-view?"} {
			answer := b.Get(path + values.Encode())
			if answer.Status >= http.StatusInternalServerError {
				t.Errorf("%s%s: answered %d", path, values.Encode(), answer.Status)
			}
			if strings.Contains(answer.Html, "<script>=") || strings.Contains(answer.Html, "<b>") {
				t.Errorf("%s%s comes out unescaped", path, values.Encode())
			}
		}
	})
}
