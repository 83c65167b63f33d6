// Package chart draws bars and lines as SVG, for pages that run no script.
//
// A chart is plain numbers: fill in the struct and call Render. It is as wide as what
// surrounds it, on a phone, on a screen and on paper: across it measures in per cent
// and downwards in pixels, so that its words stay as large as those around it and
// nothing is scaled. Colours are classes of the style sheet; what they tell apart is
// told apart by words beside it and by the form of the line, too.
//
// Every chart has a title and a description, which is what is read out in its place.
// The numbers belong in a table beside it: no chart is the only place of a number.
package chart

import (
	"fmt"
	"html/template"
	"strconv"
	"strings"
)

// drawing gathers SVG.
type drawing struct{ strings.Builder }

func (d *drawing) add(format string, args ...any) { fmt.Fprintf(&d.Builder, format+"\n", args...) }

// text draws words; more are attributes.
func (d *drawing) text(x, y, class, words, more string) {
	if more != "" {
		more = " " + more
	}
	d.add(`<text x="%s" y="%s" class="%s"%s>%s</text>`, x, y, class, more, template.HTMLEscapeString(words))
}

// open begins a chart of that height, which id names on its page.
func (d *drawing) open(id, title, description string, height int) {
	d.add(`<svg class="app-chart__drawing" role="img" aria-labelledby="%[1]s-title %[1]s-description" width="100%%" height="%[2]d" xmlns="http://www.w3.org/2000/svg" focusable="false">`, id, height)
	d.add(`<title id="%s-title">%s</title>`, id, template.HTMLEscapeString(title))
	d.add(`<desc id="%s-description">%s</desc>`, id, template.HTMLEscapeString(description))
}

func (d *drawing) close() template.HTML {
	d.WriteString("</svg>")
	return template.HTML(d.String()) // every text in it was escaped
}

// percent writes a share of the width.
func percent(share float64) string {
	return strings.TrimSuffix(strings.TrimRight(strconv.FormatFloat(share*100, 'f', 2, 64), "0"), ".") + "%"
}

// top returns a round number at or above the largest value, for the end of a scale,
// and the step of its four parts or fewer.
func top(largest int) (end, step int) {
	if largest < 1 {
		return 1, 1
	}
	for unit := 1; ; unit *= 10 {
		for _, factor := range []int{1, 2, 5} {
			if step := factor * unit; step*4 >= largest {
				return (largest + step - 1) / step * step, step
			}
		}
	}
}
