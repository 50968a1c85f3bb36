import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Provider } from 'react-redux';
import { RouterProvider } from 'react-router';
import { Toaster } from 'sonner';
import { Gate } from './app/gate';
import { router } from './app/router';
import { store } from './app/store';
import { useDrawnTheme } from './app/theme';
import { TooltipProvider } from './ui/tooltip';
import './styles.css';

const Toasts = () => <Toaster theme={useDrawnTheme()} position="bottom-right" closeButton toastOptions={{ className: '!rounded-[8px] !text-[13px]' }} />;

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <Provider store={store}>
      <TooltipProvider>
        <Gate><RouterProvider router={router} /></Gate>
        <Toasts />
      </TooltipProvider>
    </Provider>
  </StrictMode>,
);
