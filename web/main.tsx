import './no-eval.ts'
import './styles/tokens.css'
import './styles/base.css'
import { render } from 'preact'
import { App } from './app.tsx'
import { findSession } from './net/session.ts'
import { keepInView } from './viewport.ts'

keepInView()
void findSession()

const root = document.getElementById('app')
if (root !== null) render(<App />, root)
