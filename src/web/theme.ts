import { createTheme, type MantineColorsTuple } from '@mantine/core'

const lapis: MantineColorsTuple = [
  '#eef3fb',
  '#dbe4f3',
  '#b4c7e6',
  '#8aa8da',
  '#678dcf',
  '#507bc9',
  '#4472c6',
  '#3560af',
  '#2b559d',
  '#1c498b',
]

export const theme = createTheme({
  primaryColor: 'lapis',
  primaryShade: { light: 8, dark: 6 },
  colors: { lapis },
  autoContrast: true,
  fontFamily: 'var(--face)',
  headings: { fontFamily: 'var(--face)', fontWeight: '600' },
  cursorType: 'pointer',
  defaultRadius: 'md',
  components: {
    // A page has one header, and a dialogue is no page.
    DrawerHeader: { defaultProps: { component: 'div' } },
    ModalHeader: { defaultProps: { component: 'div' } },
    // What is refused or typed wrong is said below the field, and read out.
    TextInput: { defaultProps: { errorProps: { role: 'alert' } } },
  },
})
