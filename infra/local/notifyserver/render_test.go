package notifyserver

import "testing"

func TestRender(t *testing.T) {
	tests := map[string]struct{ body, want string }{
		"paragraphs keep their lines": {"one\ntwo\n\nthree", "<p>one<br>\ntwo</p>\n<p>three</p>\n"},
		"headings":                    {"# One\n## Two", "<h3>One</h3>\n<h4>Two</h4>\n"},
		"a list ends its paragraph":   {"Bring:\n* a\n* b\nafter", "<p>Bring:</p>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n<p>after</p>\n"},
		"numbers":                     {"1. a\n2. b\n\n- c", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>\n<ul>\n<li>c</li>\n</ul>\n"},
		"inset and rule":              {"^ mind\n---", "<blockquote>mind</blockquote>\n<hr>\n"},
		"addresses":                   {"see https://a.example.org/?b=1&c=2 now", `<p>see <a href="https://a.example.org/?b=1&amp;c=2">https://a.example.org/?b=1&amp;c=2</a> now</p>` + "\n"},
		"named links":                 {"[the <page>](https://a.example.org)", `<p><a href="https://a.example.org">the &lt;page&gt;</a></p>` + "\n"},
		"no other scheme":             {"[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"},
		"escaped":                     {"<b> & \"c\"", "<p>&lt;b&gt; &amp; &#34;c&#34;</p>\n"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := string(render(tt.body)); got != tt.want {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}
