package chart_test

import (
	"encoding/xml"
	"errors"
	"html/template"
	"io"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"assistive-referrals/internal/golden"
	"assistive-referrals/internal/web/chart"
)

func agreed(t *testing.T, name string, got template.HTML) {
	t.Helper()
	golden.Compare(t, filepath.Join("testdata", name+".golden.svg"), string(got)+"\n")
	wellMade(t, string(got))
}

type fataler interface{ Fatalf(string, ...any) }

// wellMade holds that a chart is XML, is named and described, keeps what it draws
// inside itself, and says nothing by a style of its own.
func wellMade(t fataler, svg string) {
	ids := map[string]bool{}
	var labelled []string
	decoder := xml.NewDecoder(strings.NewReader(svg))
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("it is not XML: %v\n%s", err, svg)
		}
		element, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		for _, a := range element.Attr {
			switch a.Name.Local {
			case "id":
				ids[a.Value] = true
			case "aria-labelledby":
				labelled = strings.Fields(a.Value)
			case "style", "fill", "stroke", "onload":
				t.Fatalf("it has the attribute %s", a.Name.Local)
			case "x", "x1", "x2", "cx", "width":
				share, err := strconv.ParseFloat(strings.TrimSuffix(a.Value, "%"), 64)
				if err != nil || share < 0 || share > 100 || !strings.HasSuffix(a.Value, "%") && a.Value != "0" {
					t.Fatalf("%s=%q is outside", a.Name.Local, a.Value)
				}
			case "y", "y1", "y2", "cy":
				if y, err := strconv.Atoi(a.Value); err != nil || y < 0 {
					t.Fatalf("%s=%q is outside", a.Name.Local, a.Value)
				}
			}
		}
	}
	if len(labelled) != 2 || !ids[labelled[0]] || !ids[labelled[1]] {
		t.Fatalf("it is labelled by %v, and has the IDs %v", labelled, ids)
	}
}

func TestBars(t *testing.T) {
	agreed(t, "bars", chart.Bars{ID: "chart-waiting", Title: "Waiting, by priority & age", Description: "5 now.", Groups: []chart.Group{
		{Heading: "High: 4", Bars: []chart.Bar{{Label: "Less than 1 week", Value: 3}, {Label: "1 week", Value: 1}, {Label: "8 weeks or more"}}},
		{Bars: []chart.Bar{{Label: "Half of them within", Value: 1, Words: "1 working day"}, {Label: "9 in 10 within", Value: 2, Words: "2 working days", Light: true}}},
	}}.Render())
	agreed(t, "bars_none", chart.Bars{ID: "chart-none", Title: "Nothing", Groups: []chart.Group{{Bars: []chart.Bar{{Label: "<b>None</b>"}}}}}.Render())
}

func TestLines(t *testing.T) {
	v := func(n int) *int { return &n }
	agreed(t, "lines", chart.Lines{
		ID: "chart-trend", Title: "How long people waited", Description: "Half: 4, then 2.", Unit: "Working days",
		Points: []string{"Jan 2026", "", "", "", "", "Apr 2026"},
		Lines:  []chart.Line{{Label: "Half", Values: []*int{v(4), v(3), nil, v(2), nil, v(2)}}, {Label: "9 in 10", Values: []*int{v(9), v(12), v(11), nil, nil, v(7)}}},
	}.Render())
	agreed(t, "lines_one", chart.Lines{ID: "chart-one", Title: "One", Unit: "Targets", Points: []string{"Jan 2026"}, Lines: []chart.Line{{Label: "Missed", Values: []*int{v(0)}}}}.Render())
}

// Whatever the numbers are, nothing is drawn outside.
func TestNothingIsDrawnOutside(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		points := rapid.IntRange(1, 60).Draw(t, "points")
		l := chart.Lines{ID: "c", Title: "t", Unit: rapid.StringMatching(`[ -~é’]*`).Draw(t, "unit"), Points: make([]string, points)}
		for n := range rapid.IntRange(1, 2).Draw(t, "lines") {
			line := chart.Line{Label: strconv.Itoa(n)}
			for range points {
				var value *int
				if rapid.Bool().Draw(t, "there") {
					value = new(rapid.IntRange(0, 100000).Draw(t, "value"))
				}
				line.Values = append(line.Values, value)
			}
			l.Lines = append(l.Lines, line)
		}
		wellMade(t, string(l.Render()))
		var bars []chart.Bar
		for range points {
			bars = append(bars, chart.Bar{Label: rapid.StringMatching(`[ -~é’]*`).Draw(t, "label"), Value: rapid.IntRange(0, 100000).Draw(t, "value")})
		}
		wellMade(t, string(chart.Bars{ID: "c", Title: "t", Groups: []chart.Group{{Bars: bars}}}.Render()))
	})
}
